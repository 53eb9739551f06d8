import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useFormat } from '../format';
import { useToday } from '../view/useToday';
import { kpiTreeTranslationRef } from '../../texts';
import { dayPresets } from './dayPresets';
import { DaySelect } from './DaySelect';

type AsOfSelectProps = {
  /** `YYYY-MM-DD`; now if not given. */
  asOf?: string;
  onChange: (asOf: string | undefined) => void;
};

/** As of which day everything is shown: now, or as it was at the end of one. */
export const AsOfSelect = ({ asOf, onChange }: AsOfSelectProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod } = useFormat();
  const today = useToday();
  const { lastMonth, lastQuarter, lastYear } = dayPresets(today);
  const dated = (day: string) => ({ date: formatPeriod(day, 'day', 'long') });
  const options = [
    { value: '', label: t('portal.now') },
    { value: lastMonth, label: t('portal.endOfMonth', dated(lastMonth)) },
    { value: lastQuarter, label: t('portal.endOfQuarter', dated(lastQuarter)) },
    { value: lastYear, label: t('portal.endOfYear', dated(lastYear)) },
  ];
  return (
    <DaySelect
      id="kpi-tree-as-of"
      label={t('portal.asOf')}
      value={asOf ?? ''}
      // In January the last month is the last of the last quarter and year
      options={options.filter(
        ({ value }, index) =>
          options.findIndex(other => other.value === value) === index,
      )}
      max={today}
      onChange={day => onChange(day || undefined)}
    />
  );
};

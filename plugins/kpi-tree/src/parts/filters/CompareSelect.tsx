import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useFormat } from '../format';
import { comparedDay } from '../view/comparedDay';
import { useToday } from '../view/useToday';
import { kpiTreeTranslationRef } from '../../texts';
import { DaySelect } from './DaySelect';

type CompareSelectProps = {
  /** A day, or how long before: `P1M`, `P3M`, `P1Y`. */
  compare?: string;
  /** The day that is compared; today if not given. */
  asOf?: string;
  onChange: (compare: string | undefined) => void;
};

/** With which day everything is compared. */
export const CompareSelect = ({
  compare,
  asOf,
  onChange,
}: CompareSelectProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod } = useFormat();
  const today = useToday();
  const before = (duration: string) => ({
    date: formatPeriod(comparedDay(duration, asOf ?? today)!, 'day', 'long'),
  });
  return (
    <DaySelect
      id="kpi-tree-compare"
      label={t('portal.compare')}
      value={compare ?? ''}
      options={[
        { value: '', label: t('portal.compareNothing') },
        { value: 'P1M', label: t('portal.monthBefore', before('P1M')) },
        { value: 'P3M', label: t('portal.quarterBefore', before('P3M')) },
        { value: 'P1Y', label: t('portal.yearBefore', before('P1Y')) },
      ]}
      max={asOf ?? today}
      onChange={day => onChange(day || undefined)}
    />
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  addPeriods,
  type PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';
import { NativeSelect } from '../controls/NativeSelect';
import { useFormat } from '../format';

/** So many periods before can be chosen. */
const OFFERED = 13;

type CompareSelectProps = {
  /** First day of the period whose records are shown. */
  period: string;
  periodType: PeriodType;
  /** First day of the period with which they are compared. */
  value: string | undefined;
  onChange: (start: string | undefined) => void;
};

/** A choice of the period with which records are compared. */
export const CompareSelect = (props: CompareSelectProps) => {
  const { period, periodType, value, onChange } = props;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod } = useFormat();
  const before = Array.from({ length: OFFERED }, (_, index) =>
    addPeriods(period, periodType, -1 - index),
  );
  const options =
    value && !before.includes(value) ? [...before, value] : before;
  return (
    <NativeSelect
      label={t('records.compare')}
      value={value ?? ''}
      onChange={onChange}
    >
      <option value="">{t('records.compareNone')}</option>
      {options.map(start => (
        <option key={start} value={start}>
          {formatPeriod(start, periodType)}
        </option>
      ))}
    </NativeSelect>
  );
};

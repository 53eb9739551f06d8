import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { NativeSelect } from '../controls/NativeSelect';
import { useFormat } from '../format';

type PeriodSelectProps = {
  label: string;
  value: string;
  options: string[];
  type: PeriodType;
  onChange: (period: string) => void;
};

/** A choice of one of the periods that have a value. */
export const PeriodSelect = (props: PeriodSelectProps) => {
  const { formatPeriod } = useFormat();
  return (
    <NativeSelect
      label={props.label}
      value={props.value}
      onChange={(period = '') => props.onChange(period)}
    >
      {props.options.map(period => (
        <option key={period} value={period}>
          {formatPeriod(period, props.type)}
        </option>
      ))}
    </NativeSelect>
  );
};

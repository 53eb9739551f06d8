import TextField from '@material-ui/core/TextField';
import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
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
    <TextField
      select
      size="small"
      variant="outlined"
      label={props.label}
      value={props.value}
      onChange={event => props.onChange(event.target.value)}
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      inputProps={{ 'aria-label': props.label }}
    >
      {props.options.map(period => (
        <option key={period} value={period}>
          {formatPeriod(period, props.type)}
        </option>
      ))}
    </TextField>
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { kpiTreeTranslationRef } from '../../texts';

type ColumnSelectProps = {
  columns: string[];
  value: string | undefined;
  onChange: (column: string | undefined) => void;
};

/** A choice of the columns of records that the KPI does not name. */
export const ColumnSelect = ({
  columns,
  value,
  onChange,
}: ColumnSelectProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  // Also one that came with the address, and is not offered
  const options =
    value === undefined || columns.includes(value)
      ? columns
      : [...columns, value];
  return (
    <TextField
      select
      size="small"
      variant="outlined"
      label={t('breakdown.column')}
      value={value ?? ''}
      onChange={event => onChange(event.target.value || undefined)}
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      inputProps={{ 'aria-label': t('breakdown.column') }}
    >
      <option value="">{t('breakdown.columnNone')}</option>
      {options.map(column => (
        <option key={column} value={column}>
          {column}
        </option>
      ))}
    </TextField>
  );
};

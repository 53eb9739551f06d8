import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { kpiTreeTranslationRef } from '../../texts';
import { NativeSelect } from '../controls/NativeSelect';

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
    <NativeSelect
      label={t('breakdown.column')}
      value={value ?? ''}
      onChange={onChange}
    >
      <option value="">{t('breakdown.columnNone')}</option>
      {options.map(column => (
        <option key={column} value={column}>
          {column}
        </option>
      ))}
    </NativeSelect>
  );
};

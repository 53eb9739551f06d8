import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { MeasurementColumns, MeasurementField } from '@internal/kpi-tree';
import { useId } from 'react';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(1), alignContent: 'start' },
}));

/** A measurement has a value, or a numerator and a denominator. */
const needed: MeasurementField[] = ['entityRef', 'kpi', 'period'];

const CONSTANT = 'constant';
const NONE = 'none';

type FieldMappingProps = {
  field: MeasurementField;
  label: string;
  /** What the field means, for one who maps it. */
  hint: string;
  header: string[];
  value: MeasurementColumns[MeasurementField];
  /** What may be chosen for all rows; anything if not given. */
  constants?: string[];
  onChange: (value: MeasurementColumns[MeasurementField]) => void;
};

/** From which column a field comes, or the text that holds for all rows. */
export const FieldMapping = (props: FieldMappingProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const id = useId();
  const { field, label, hint, header, value, constants, onChange } = props;
  const isOptional = !needed.includes(field);
  const chosen = () => {
    if (!value) {
      return isOptional ? NONE : '';
    }
    return 'column' in value ? String(value.column) : CONSTANT;
  };
  return (
    <div className={classes.root}>
      <TextField
        select
        SelectProps={{ native: true }}
        InputLabelProps={{ shrink: true }}
        id={`${id}-column`}
        size="small"
        variant="outlined"
        label={label}
        helperText={hint}
        value={chosen()}
        required={!isOptional}
        onChange={({ target }) => {
          if (target.value === NONE) {
            onChange(undefined);
          } else if (target.value === CONSTANT) {
            onChange({ constant: '' });
          } else {
            onChange({ column: Number(target.value) });
          }
        }}
      >
        {!value && !isOptional && (
          <option value="">{t('import.chooseColumn')}</option>
        )}
        {header.map((name, index) => (
          // Two columns may have the same name
          // eslint-disable-next-line react/no-array-index-key
          <option key={index} value={String(index)}>
            {name || t('import.column', { number: String(index + 1) })}
          </option>
        ))}
        <option value={CONSTANT}>{t('import.sameForAll')}</option>
        {isOptional && <option value={NONE}>{t('import.none')}</option>}
      </TextField>
      {value && 'constant' in value && (
        <>
          <TextField
            id={`${id}-constant`}
            size="small"
            variant="outlined"
            label={t('import.ofAllRows', { field: label })}
            value={value.constant}
            onChange={({ target }) => onChange({ constant: target.value })}
            inputProps={constants && { list: `${id}-constants` }}
          />
          {constants && (
            <datalist id={`${id}-constants`}>
              {constants.map(constant => (
                <option key={constant} value={constant} />
              ))}
            </datalist>
          )}
        </>
      )}
    </div>
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { MeasurementFormat, measurementFields } from '@internal/kpi-tree';
import TextField from '@material-ui/core/TextField';
import { useId } from 'react';
import { SegmentedControl } from '../../parts/controls/SegmentedControl';
import { useKpis } from '../../queries/useKpis';
import { kpiTreeTranslationRef } from '../../texts';
import { Mapping } from './csvFile';
import { FieldMapping } from './FieldMapping';

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
  },
  formats: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5, 4),
    margin: theme.spacing(2, 0),
  },
  format: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    minWidth: 0,
    maxWidth: '100%',
    overflowX: 'auto',
  },
  covered: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5, 2),
    margin: theme.spacing(0, 0, 2),
    padding: 0,
    border: 0,
    '& > legend': { padding: 0, marginBottom: theme.spacing(1) },
  },
  hint: {
    flexBasis: '100%',
    margin: 0,
    color: theme.palette.textSubtle,
    fontSize: theme.typography.caption.fontSize,
  },
}));

type MappingFormProps = {
  header: string[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
};

/** Says which column means what, and how numbers and dates are written. */
export const MappingForm = ({
  header,
  mapping,
  onChange,
}: MappingFormProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const id = useId();
  const kpis = useKpis();
  const { columns, format, covered } = mapping;
  const setFormat = (changes: MeasurementFormat) =>
    onChange({ ...mapping, format: { ...format, ...changes } });
  return (
    <>
      <div className={classes.fields}>
        {measurementFields.map(field => (
          <FieldMapping
            key={field}
            field={field}
            label={t(`import.${field}`)}
            hint={t(`import.hint-${field}`)}
            header={header}
            value={columns[field]}
            constants={
              field === 'kpi'
                ? kpis.value?.items.map(({ name }) => name)
                : undefined
            }
            onChange={value =>
              onChange({ ...mapping, columns: { ...columns, [field]: value } })
            }
          />
        ))}
      </div>
      <div className={classes.formats}>
        <div className={classes.format}>
          <span>{t('import.numbers')}</span>
          <SegmentedControl
            label={t('import.howNumbers')}
            value={format.decimalComma ? 'comma' : 'point'}
            options={[
              { value: 'point', label: '1234.5' },
              { value: 'comma', label: '1234,5' },
            ]}
            onChange={value => setFormat({ decimalComma: value === 'comma' })}
          />
        </div>
        <div className={classes.format}>
          <span>{t('import.dates')}</span>
          <SegmentedControl
            label={t('import.howDates')}
            value={format.dates ?? 'iso'}
            options={[
              { value: 'iso', label: '2026-12-31' },
              { value: 'dmy', label: '31.12.2026' },
              { value: 'mdy', label: '12/31/2026' },
            ]}
            onChange={dates => setFormat({ dates })}
          />
        </div>
      </div>
      <fieldset className={classes.covered}>
        <legend>{t('import.covered')}</legend>
        {(['from', 'until'] as const).map(end => (
          <TextField
            key={end}
            id={`${id}-${end}`}
            type="date"
            size="small"
            label={t(
              end === 'from' ? 'import.coveredFrom' : 'import.coveredUntil',
            )}
            value={covered[end]}
            InputLabelProps={{ shrink: true }}
            inputProps={{ 'aria-describedby': `${id}-covered` }}
            onChange={event =>
              onChange({
                ...mapping,
                covered: { ...covered, [end]: event.target.value },
              })
            }
          />
        ))}
        <p id={`${id}-covered`} className={classes.hint}>
          {t('import.hint-covered')}
        </p>
      </fieldset>
    </>
  );
};

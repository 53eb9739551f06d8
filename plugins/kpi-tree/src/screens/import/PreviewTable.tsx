import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { createMeasurementReader, measurementFields } from '@internal/kpi-tree';
import { NewMeasurement } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { StatusIcon } from '../../parts/status';
import { kpiTreeTranslationRef, type KpiTreeTranslate } from '../../texts';
import { CsvStart, isComplete, Mapping } from './csvFile';

const useStyles = makeStyles(theme => ({
  scroll: {
    overflowX: 'auto',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: theme.typography.body2.fontSize,
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      padding: theme.spacing(0.75, 1.5),
      textAlign: 'left',
      verticalAlign: 'top',
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    '& tr:last-child td': { borderBottom: 0 },
    '& th': { fontWeight: 600, whiteSpace: 'nowrap' },
  },
  subtle: { color: theme.palette.textSubtle, fontWeight: 400 },
  cell: { maxWidth: 240, overflowWrap: 'anywhere' },
  verdict: {
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1),
    minWidth: 260,
    overflowWrap: 'anywhere',
  },
}));

type PreviewTableProps = {
  start: CsvStart;
  mapping: Mapping;
  /** What the portal says is wrong, by line; not known yet if not given. */
  mistakes?: ReadonlyMap<number, string>;
};

/** The first rows of a file, what each says, and what is wrong with it. */
export const PreviewTable = ({
  start,
  mapping,
  mistakes,
}: PreviewTableProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { columns, format } = mapping;
  const read = createMeasurementReader(columns, format);
  const fieldOf = (index: number) =>
    measurementFields.find(field => {
      const from = columns[field];
      return from && 'column' in from && from.column === index;
    });
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label={t('import.firstRows')}>
        <thead>
          <tr>
            <th scope="col">{t('import.line')}</th>
            <th scope="col">{t('import.says')}</th>
            {start.header.map((name, index) => {
              const field = fieldOf(index);
              return (
                // Two columns may have the same name
                // eslint-disable-next-line react/no-array-index-key
                <th scope="col" key={index}>
                  {name}
                  <div className={classes.subtle}>
                    {field ? t(`import.${field}`) : t('import.notUsed')}
                  </div>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {start.records.map(record => {
            const { line, cells } = record;
            const row = read(record);
            return (
              <tr key={line}>
                <td className={classes.subtle}>{line}</td>
                <td>
                  {isComplete(mapping) && (
                    <Verdict row={row} mistake={mistakes?.get(line)} />
                  )}
                </td>
                {cells.map((cell, index) => (
                  // eslint-disable-next-line react/no-array-index-key
                  <td key={index} className={classes.cell}>
                    {cell}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};

type VerdictProps = {
  row: ReturnType<ReturnType<typeof createMeasurementReader>>;
  mistake?: string;
};

function Verdict({ row, mistake }: VerdictProps) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const wrong = 'mistake' in row ? row.mistake : mistake;
  return (
    <span className={classes.verdict}>
      <StatusIcon status={wrong ? 'off-target' : 'on-target'} />
      <span>
        {wrong ?? ('measurement' in row && textOf(t, row.measurement))}
      </span>
    </span>
  );
}

function textOf(
  t: KpiTreeTranslate,
  { entityRef, kpi, period, ...measured }: NewMeasurement,
): string {
  const of = { kpi, entity: entityRef, period };
  if ('numerator' in measured) {
    const { numerator, denominator } = measured;
    return t('import.measurementRatio', {
      ...of,
      numerator: String(numerator),
      denominator: String(denominator),
    });
  }
  const value = String(measured.value);
  return measured.weight === undefined
    ? t('import.measurement', { ...of, value })
    : t('import.measurementOf', {
        ...of,
        value,
        weight: String(measured.weight),
      });
}

import { makeStyles } from '@material-ui/core/styles';
import {
  createMeasurementReader,
  measurementFields,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { StatusIcon } from '../status';
import { CsvStart, Mapping } from './csvFile';

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
  number: { '&&': { textAlign: 'right' } },
  line: { color: theme.palette.textSubtle },
  verdict: {
    display: 'flex',
    gap: theme.spacing(1),
    minWidth: 220,
    overflowWrap: 'anywhere',
    '& svg': { flex: 'none', marginTop: 3 },
  },
}));

const labels = {
  entityRef: 'Entity',
  kpi: 'KPI',
  period: 'Period',
  value: 'Value',
  weight: 'Weight',
};

type PreviewTableProps = {
  start: CsvStart;
  mapping: Mapping;
  /** What is wrong with the rows, by their lines; not known yet if not given. */
  mistakes?: ReadonlyMap<number, string>;
};

/** The first rows as they are understood, and what the portal says of them. */
export const PreviewTable = ({
  start,
  mapping,
  mistakes,
}: PreviewTableProps) => {
  const classes = useStyles();
  const { columns, format } = mapping;
  const read = createMeasurementReader(start.header.length, columns, format);
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label="First rows of the file">
        <thead>
          <tr>
            <th scope="col">Line</th>
            {measurementFields.map(field => (
              <th
                key={field}
                scope="col"
                className={isNumber(field) ? classes.number : undefined}
              >
                {labels[field]}
              </th>
            ))}
            <th scope="col">Check</th>
          </tr>
        </thead>
        <tbody>
          {start.records.map(({ line, cells }) => {
            const row = read(cells);
            const mistake =
              mistakes?.get(line) ??
              ('mistake' in row ? row.mistake : undefined);
            return (
              <tr key={line}>
                <td className={classes.line}>{line}</td>
                {measurementFields.map(field => {
                  const from = columns[field];
                  const written =
                    from &&
                    ('column' in from ? cells[from.column] : from.constant);
                  return (
                    <td
                      key={field}
                      className={isNumber(field) ? classes.number : undefined}
                    >
                      {'measurement' in row ? row.measurement[field] : written}
                    </td>
                  );
                })}
                <td>
                  <Verdict mistake={mistake} isKnown={mistakes !== undefined} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};

function Verdict({ mistake, isKnown }: { mistake?: string; isKnown: boolean }) {
  const classes = useStyles();
  if (!mistake && !isKnown) {
    return null;
  }
  return (
    <span className={classes.verdict}>
      <StatusIcon status={mistake ? 'off-target' : 'on-target'} />
      <span>{mistake ?? 'In order'}</span>
    </span>
  );
}

function isNumber(field: string): boolean {
  return field === 'value' || field === 'weight';
}

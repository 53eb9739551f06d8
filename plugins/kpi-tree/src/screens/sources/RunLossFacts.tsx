import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type {
  LossExample,
  Run,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ReactNode } from 'react';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';

/** As many rows of each table as are read. */
const ROWS = 10;

const useStyles = makeStyles(theme => ({
  root: { margin: theme.spacing(1, 0, 0) },
  summary: { cursor: 'pointer', fontVariantNumeric: 'tabular-nums' },
  tables: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1, 4),
    marginTop: theme.spacing(1),
  },
  scroll: { maxWidth: '100%', overflowX: 'auto' },
  table: {
    borderSpacing: 0,
    fontVariantNumeric: 'tabular-nums',
    '& caption': {
      textAlign: 'left',
      fontSize: theme.typography.caption.fontSize,
      color: theme.palette.textSubtle,
    },
    '& th': { textAlign: 'left', fontWeight: 400 },
    '& th, & td': {
      padding: theme.spacing(0.25, 2, 0.25, 0),
      whiteSpace: 'nowrap',
    },
    '& [data-number]': { textAlign: 'right' },
  },
  more: { color: theme.palette.textSubtle },
}));

/**
 * What a run removed, or would remove: how many measurements, by KPI and entity,
 * and examples of them as they were and would be.
 */
export const RunLossFacts = ({
  run: { state, dryRun, loss },
  open = false,
}: {
  run: Run;
  /** Whether the tables are in sight at once. */
  open?: boolean;
}) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatShare } = useFormat();
  const classes = useStyles();
  if (!loss) {
    return null;
  }
  const isDone = state === 'succeeded' && !dryRun;
  return (
    <details className={classes.root} open={open}>
      <summary className={classes.summary}>
        {t(isDone ? 'sources.lossDone' : 'sources.lossToCome', {
          removed: formatCount(loss.removed),
          stored: formatCount(loss.stored),
          reduced: formatCount(loss.reduced),
        })}
      </summary>
      <div className={classes.tables}>
        <LossTable
          caption={t('sources.lossKpis')}
          columns={['kpi', '#gone', '#shrunk', '#ofStored', '#share']}
          rows={loss.kpis.map(({ kpi, removed, reduced, stored, share }) => [
            kpi,
            formatCount(removed),
            formatCount(reduced),
            formatCount(stored),
            formatShare(share),
          ])}
        />
        <LossTable
          caption={t('sources.lossEntities')}
          columns={['entity', 'kpi', '#gone', '#shrunk']}
          rows={loss.entities.map(({ entityRef, kpi, removed, reduced }) => [
            <EntityRefLink entityRef={entityRef} />,
            kpi,
            formatCount(removed),
            formatCount(reduced),
          ])}
        />
        <LossTable
          caption={t('sources.lossExamples')}
          columns={['entity', 'kpi', 'period', '#before', '#after']}
          rows={loss.examples.map(
            ({ entityRef, kpi, period, before, after }) => [
              <EntityRefLink entityRef={entityRef} />,
              kpi,
              period,
              <LossValue value={before} />,
              after ? <LossValue value={after} /> : t('sources.nothing'),
            ],
          )}
        />
      </div>
    </details>
  );
};

/** A value and, where it says something, what it is based on. */
function LossValue({
  value: { value, weight },
}: {
  value: LossExample['before'];
}) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatNumber } = useFormat();
  const number = value === null ? '–' : formatNumber(value);
  return (
    <>
      {weight === 1
        ? number
        : t('sources.basedOn', { value: number, weight: formatNumber(weight) })}
    </>
  );
}

type Column =
  | 'kpi'
  | 'entity'
  | 'period'
  | '#gone'
  | '#shrunk'
  | '#ofStored'
  | '#share'
  | '#before'
  | '#after';

/** @param props - the names of columns with numbers begin with `#` */
function LossTable(props: {
  caption: string;
  columns: Column[];
  rows: ReactNode[][];
}) {
  const { caption, columns, rows } = props;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const classes = useStyles();
  if (!rows.length) {
    return null;
  }
  const cells = columns.map(column => ({
    column,
    number: column.startsWith('#') ? { 'data-number': true } : {},
  }));
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {cells.map(({ column, number }) => (
              <th key={column} scope="col" {...number}>
                {t(`sources.${column.replace('#', '') as Unmarked<Column>}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, ROWS).map((row, index) => (
            // What loses is in an order of its own, and does not change
            // eslint-disable-next-line react/no-array-index-key
            <tr key={index}>
              {cells.map(({ column, number }, i) => (
                <td key={column} {...number}>
                  {row[i]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > ROWS && (
        <div className={classes.more}>
          {t('sources.andMore', { number: formatCount(rows.length - ROWS) })}
        </div>
      )}
    </div>
  );
}

type Unmarked<T extends string> = T extends `#${infer Name}` ? Name : T;

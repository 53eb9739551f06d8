import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type {
  RecordChanges,
  RecordTotals,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { useChartStyles } from '../charts/chartStyle';
import { useFormat } from '../format';
import { firstColumn, numberTable } from '../numberTable';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: { overflowX: 'auto', marginTop: theme.spacing(1.5) },
  table: {
    ...numberTable(theme),
    '& th:first-child': {
      ...firstColumn,
      minWidth: '8em',
      whiteSpace: 'normal',
      overflowWrap: 'anywhere',
    },
    // Long names of periods take lines rather than the screen
    '& thead th': {
      whiteSpace: 'normal',
      minWidth: '4.5em',
      color: theme.palette.textSubtle,
      fontSize: theme.typography.caption.fontSize,
      verticalAlign: 'bottom',
    },
    '& tfoot th:first-child, & tfoot td': { fontWeight: 600 },
  },
}));

type Sides = { before: RecordTotals; after: RecordTotals };

type TotalsTableProps = {
  label: string;
  /** The heading of what the rows are about. */
  first: string;
  answer: RecordChanges;
  /** The periods in words. */
  names: { before: string; after: string };
  rows: (Sides & { title: string })[];
};

/** How many records there are in two periods and what they come to, by parts and in all. */
export const TotalsTable = (props: TotalsTableProps) => {
  const { label, first, answer, names, rows } = props;
  const classes = useStyles();
  const { focusRing } = useChartStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatChange, formatCount, formatNumber, formatValue } = useFormat();
  const { fold, unit, before, after } = answer;
  const isSum = fold === 'sum';
  const valueOf = ({ records, value, weight }: RecordTotals) => {
    if (!records || value === null) {
      return isSum ? formatValue(0, unit) : '–';
    }
    if (isSum) {
      return formatValue(value, unit);
    }
    return weight
      ? t('records.meanOf', {
          value: formatValue(value / weight, unit),
          weight: formatNumber(weight),
        })
      : '–';
  };
  const cells = (of: Sides) => (
    <>
      <td>{formatCount(of.before.records)}</td>
      <td>{formatCount(of.after.records)}</td>
      {(isSum || fold === 'mean') && (
        <>
          <td>{valueOf(of.before)}</td>
          <td>{valueOf(of.after)}</td>
        </>
      )}
      {isSum && (
        <td>
          {formatChange((of.after.value ?? 0) - (of.before.value ?? 0), unit)}
        </td>
      )}
    </>
  );
  return (
    // Focusable, so that it can be scrolled with the keyboard
    <div
      className={classNames(classes.root, focusRing)}
      role="region"
      aria-label={label}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {[names.before, names.after].map(period => (
              <th key={`count ${period}`} scope="col">
                {t('records.countIn', { period })}
              </th>
            ))}
            {(isSum || fold === 'mean') &&
              [names.before, names.after].map(period => (
                <th key={`value ${period}`} scope="col">
                  {t('records.valueIn', { period })}
                </th>
              ))}
            {isSum && <th scope="col">{t('records.difference')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, ...sides }) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {cells(sides)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('records.all')}</th>
            {before && after && cells({ before, after })}
          </tr>
        </tfoot>
      </table>
    </div>
  );
};

import { makeStyles } from '@material-ui/core/styles';
import type { Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { formatBound, formatCount, formatPeriod, formatValue } from '../format';
import { StatusLabel } from '../status';

const useStyles = makeStyles(theme => ({
  root: { maxHeight: 320, overflow: 'auto' },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: theme.typography.body2.fontSize,
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      padding: theme.spacing(0.5, 1),
      textAlign: 'right',
      whiteSpace: 'nowrap',
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    '& thead th': {
      position: 'sticky',
      top: 0,
      backgroundColor: theme.palette.background.paper,
      color: theme.palette.textSubtle,
      fontSize: theme.typography.caption.fontSize,
    },
    '& abbr': { textDecoration: 'none' },
    '& th:first-child': { textAlign: 'left', fontWeight: 400, paddingLeft: 0 },
    '& td:last-child, & th:last-child': { textAlign: 'left' },
  },
  muted: { color: theme.palette.textSubtle },
}));

/** The same history as a table, newest first. */
export const HistoryTable = ({ series }: { series: Series }) => {
  const classes = useStyles();
  const { unit, direction, periodType } = series;
  return (
    // Focusable, so that it can be scrolled with the keyboard
    <div
      className={classes.root}
      role="region"
      aria-label={`History of ${series.title}`}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table
        className={classes.table}
        aria-label={`History of ${series.title}`}
      >
        <thead>
          <tr>
            <th scope="col">Period</th>
            <th scope="col">Value</th>
            <th scope="col">Target</th>
            <th scope="col">Threshold</th>
            <th scope="col">
              <abbr title="Sample size">n</abbr>
            </th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {[...series.points].reverse().map(point => (
            <tr key={point.period}>
              <th scope="row">{formatPeriod(point.period, periodType)}</th>
              <td>
                {point.value === null ? '–' : formatValue(point.value, unit)}
              </td>
              <td>
                {point.target === null
                  ? '–'
                  : formatBound(point.target, direction, unit)}
              </td>
              <td>
                {point.threshold === null
                  ? '–'
                  : formatBound(point.threshold, direction, unit)}
              </td>
              <td>
                {point.weight === null
                  ? '–'
                  : formatCount(Math.round(point.weight))}
              </td>
              <td>
                {point.provisional ? (
                  <span className={classes.muted}>Still running</span>
                ) : (
                  <StatusLabel status={point.status} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { Source } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { formatCount } from '../format';
import { statusColor, StatusIcon } from '../status';

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', gap: 6 },
});

/** How old the numbers of a source are, and whether that is too old for its KPIs. */
export const Freshness = ({ source }: { source: Source }) => {
  const classes = useStyles();
  const theme = useTheme();
  const { newestPeriod, newestAgeDays, staleSeries, seriesCount } = source;
  const status = staleSeries ? 'stale' : 'on-target';
  return (
    <span className={classes.root}>
      <StatusIcon status={status} />
      <span>
        {newestPeriod}
        {newestAgeDays !== null && `, ${ageOf(newestAgeDays)}`};{' '}
        <span style={{ color: statusColor(theme, status) }}>
          {staleSeries
            ? `${formatCount(staleSeries)} of ${formatCount(
                seriesCount,
              )} series are stale`
            : 'fresh'}
        </span>
      </span>
    </span>
  );
};

function ageOf(days: number): string {
  switch (days) {
    case 0:
      return 'today';
    case 1:
      return '1 day ago';
    default:
      return `${formatCount(days)} days ago`;
  }
}

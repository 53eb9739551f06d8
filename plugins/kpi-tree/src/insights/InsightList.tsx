import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type { Scope } from '../api';
import { LoadError } from '../common/LoadError';
import { formatPeriod } from '../format';
import { InsightItem } from './InsightItem';
import type { useInsights } from './useInsights';
import { useInsightLink } from './useInsightLink';

const useStyles = makeStyles(theme => ({
  root: { fontSize: theme.typography.body2.fontSize },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  note: {
    margin: theme.spacing(0, 0, 1.5),
    color: theme.palette.textSubtle,
  },
  empty: { margin: theme.spacing(2, 0) },
  skeleton: { marginBottom: theme.spacing(1.5) },
}));

type InsightListProps = {
  /** What the page is about. */
  scope: Scope;
  insights: ReturnType<typeof useInsights>;
};

/** What moved, the most important first; the rest on demand. */
export const InsightList = ({ scope, insights }: InsightListProps) => {
  const classes = useStyles();
  const linkOf = useInsightLink(scope);
  const { items, since, partial, cursor, loading, error, more } = insights;
  const isDone = !loading && !error;
  return (
    <div className={classes.root}>
      {partial && (
        <p className={classes.note}>
          Without what is told of members that you may not see.
        </p>
      )}
      {isDone && !items.length && since && (
        <p className={classes.empty} role="status">
          Nothing moved since {formatPeriod(since, 'day', 'long')}: no status
          changed, no signal showed, no target came to be at risk, and no data
          went stale.
        </p>
      )}
      <ul className={classes.list} aria-label="What moved">
        {items.map(insight => (
          <InsightItem
            key={`${insight.scope} ${insight.kpi}`}
            insight={insight}
            link={linkOf(insight)}
            isHere={scope !== 'all' && insight.scope === scope}
          />
        ))}
      </ul>
      {loading && (
        <div role="status" aria-label="Loading what moved">
          {[0, 1, 2].map(row => (
            <Skeleton
              key={row}
              className={classes.skeleton}
              variant="rect"
              height={72}
            />
          ))}
        </div>
      )}
      {error && (
        <LoadError
          title="What moved could not be loaded"
          error={error}
          onRetry={more}
        />
      )}
      {isDone && cursor && (
        <Button size="small" color="primary" onClick={more}>
          Show more
        </Button>
      )}
    </div>
  );
};

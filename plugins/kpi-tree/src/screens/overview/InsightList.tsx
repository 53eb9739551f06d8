import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type { Scope } from '../../api';
import { LoadError } from '../../parts/notices/LoadError';
import { PartialNote } from '../../parts/notices/PartialNote';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';
import { InsightItem } from './InsightItem';
import type { useInsights } from '../../queries/useInsights';
import { useInsightLink } from './useInsightLink';

const useStyles = makeStyles(theme => ({
  root: { fontSize: theme.typography.body2.fontSize },
  list: { margin: 0, padding: 0, listStyle: 'none' },
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
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod } = useFormat();
  const classes = useStyles();
  const linkOf = useInsightLink(scope);
  const { items, page, loading, error, more } = insights;
  const since = page?.since;
  const isDone = !loading && !error;
  return (
    <div className={classes.root}>
      <PartialNote partial={page?.partial ?? false} />
      {isDone && !items.length && since && (
        <p className={classes.empty} role="status">
          {t('insights.empty', { date: formatPeriod(since, 'day', 'long') })}
        </p>
      )}
      <ul className={classes.list} aria-label={t('insights.list')}>
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
        <div role="status" aria-label={t('insights.loading')}>
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
          title={t('insights.loadError')}
          error={error}
          onRetry={more}
        />
      )}
      {isDone && page?.nextCursor && (
        <Button size="small" color="primary" onClick={more}>
          {t('insights.more')}
        </Button>
      )}
    </div>
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { runRate } from '@internal/kpi-tree';
import {
  dateOf,
  KpiScorecardNode,
  Scorecard,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { LoadError } from '../../parts/notices/LoadError';
import { isOfItsPeriod, statusOrder } from '../../parts/status';
import { useKpis } from '../../queries/useKpis';
import { kpiTreeTranslationRef } from '../../texts';
import { RunRateItem, RunRateItemProps } from './RunRateItem';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 320px), 1fr))',
    gap: theme.spacing(0, 3),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  note: {
    margin: theme.spacing(0, 0, 1),
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type RunRateSectionProps = {
  scorecard: Scorecard;
  kpis: KpiScorecardNode[];
};

/** How the running periods of KPIs stand, as far as they have values of one. */
export const RunRateSection = ({ scorecard, kpis }: RunRateSectionProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const running = kpis.filter(({ provisional }) => provisional);
  const any = running.length > 0;
  // How a KPI combines over time is in its definition only
  const { value, error, loading, retry } = useKpis(any);
  if (error && !loading) {
    return (
      <LoadError
        title={t('streams.runRateError')}
        error={error}
        onRetry={retry}
      />
    );
  }
  if (any && !value) {
    return (
      <div role="status" aria-label={t('streams.runRateLoading')}>
        <Skeleton height={64} />
        <Skeleton height={64} />
      </div>
    );
  }
  const today = dateOf(Date.parse(scorecard.asOf), scorecard.timeZone);
  const items = running.flatMap((node): RunRateItemProps[] => {
    const spec = value?.items.find(({ name }) => name === node.kpi)?.spec;
    const rate =
      spec &&
      runRate({
        running: node.provisional!,
        periodType: node.periodType,
        overTime: spec.aggregate.overTime,
        today,
        direction: node.direction,
        target: node.target,
        threshold: node.threshold,
        previous: isOfItsPeriod(node.status) ? node.value : null,
      });
    return rate ? [{ node, rate }] : [];
  });
  return items.length ? (
    <>
      <p className={classes.note}>{t('streams.runRateAbout')}</p>
      <ul className={classes.list} aria-label={t('streams.runRate')}>
        {items.sort(byNeed).map(({ node, rate }) => (
          <RunRateItem key={node.id} node={node} rate={rate} />
        ))}
      </ul>
    </>
  ) : (
    <p className={classes.note}>{t('streams.runRateNone')}</p>
  );
};

/** Those first that would end worst; the others stay as in the tree. */
function byNeed(a: RunRateItemProps, b: RunRateItemProps): number {
  return (
    statusOrder.indexOf(a.rate.status) - statusOrder.indexOf(b.rate.status)
  );
}

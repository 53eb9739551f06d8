import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';
import { LoadError } from '../../parts/notices/LoadError';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { useKpiLink } from '../../parts/links/useKpiLink';
import { useView } from '../../parts/view/useView';
import { ScoreBar, StatusIcon, StatusLabel } from '../../parts/status';
import { useWorstServices } from '../../queries/useHeatmap';
import { kpiTreeTranslationRef } from '../../texts';

const SHOWN = 7;

const useStyles = makeStyles(theme => ({
  list: {
    margin: theme.spacing(0, 0, 1),
    padding: 0,
    listStyle: 'none',
    '& > li': {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) auto auto',
      alignItems: 'center',
      gap: theme.spacing(1.5),
      minHeight: 32,
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    '& a': { overflowWrap: 'anywhere' },
  },
  calm: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: theme.spacing(0, 0, 1),
  },
}));

type WorstServicesProps = {
  scope: Scope;
  tree: string;
  node: ScorecardNode;
  isStream: boolean;
};

/** The services of a scope that stand worst with a value stream. */
export const WorstServices = (props: WorstServicesProps) => {
  const { scope, tree, node, isStream } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { asOf } = useView();
  const linkTo = useSearchLink();
  const kpiLink = useKpiLink(tree, asOf);
  const { value, error, loading, retry } = useWorstServices(
    { scope, tree, node: node.id, asOf },
    SHOWN,
  );
  if (error && !loading) {
    return (
      <LoadError
        title={t('streams.worstError')}
        error={error}
        onRetry={retry}
      />
    );
  }
  if (!value) {
    return (
      <div role="status" aria-label={t('streams.worstLoading')}>
        {Array.from({ length: SHOWN }, (_, index) => (
          <Skeleton key={index} height={32} />
        ))}
      </div>
    );
  }
  const measured = value.rows.filter(({ score }) => score !== null);
  const worst = measured.filter(({ status }) => status !== 'on-target');
  return (
    <>
      {worst.length > 0 && (
        <ol className={classes.list} aria-label={t('streams.worst')}>
          {worst.map(({ entityRef, title, status, score }) => (
            <li key={entityRef}>
              <Link to={kpiLink(entityRef)}>{title}</Link>
              <StatusLabel status={status} />
              <ScoreBar score={score} status={status} />
            </li>
          ))}
        </ol>
      )}
      {!worst.length && (
        <p className={classes.calm}>
          {measured.length > 0 && <StatusIcon status="on-target" />}
          {t(measured.length > 0 ? 'streams.worstCalm' : 'streams.worstNone')}
        </p>
      )}
      <Link
        to={linkTo({
          tab: 'heatmap',
          stream: undefined,
          ...(isStream ? { streams: node.id } : {}),
        })}
      >
        {t('streams.allServices')}
      </Link>
    </>
  );
};

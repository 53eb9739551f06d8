import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { EmptyState, Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { entityRouteRef, EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import Paper from '@material-ui/core/Paper';
import { useParams } from 'react-router-dom';
import type { Scope } from '../../api';
import { LoadError } from '../../parts/notices/LoadError';
import { KpiDetails } from '../../parts/drawer/KpiDetails';
import { ViewBar } from '../../parts/viewBar/ViewBar';
import { rootRouteRef } from '../../parts/links/routes';
import { scopeKinds } from '../../queries/useScopes';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { useScorecardOfView } from '../../parts/view/useScorecardOfView';
import { kpiTreeTranslationRef } from '../../texts';
import { TreeSkeleton } from '../../parts/nodes/TreeSkeleton';
import { findKpi } from '../../parts/nodes/treeRows';

const useStyles = makeStyles(theme => ({
  ways: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2.5),
    marginBottom: theme.spacing(1.5),
    fontSize: theme.typography.body2.fontSize,
  },
  title: {
    margin: theme.spacing(0, 0, 2),
    fontSize: theme.typography.h4.fontSize,
    fontWeight: 600,
    lineHeight: 1.3,
    overflowWrap: 'anywhere',
  },
  paper: {
    maxWidth: 960,
    padding: theme.spacing(3),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
  },
}));

/** All about one KPI of an entity or scope, as a page of its own. */
export const KpiPage = () => {
  const { kind, namespace, name, kpi = '' } = useParams();
  const scope =
    kind && name ? stringifyEntityRef({ kind, namespace, name }) : 'all';
  return <KpiOfScope key={`${scope} ${kpi}`} scope={scope} kpi={kpi} />;
};

type KpiOfScopeProps = { scope: Scope; kpi: string };

function KpiOfScope({ scope, kpi }: KpiOfScopeProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { params, update } = useKpiTreeParams();
  const { value, error, loading, retry } = useScorecardOfView(scope);
  const candidates = value?.trees.flatMap(each => {
    const found = findKpi(each.root, kpi);
    return found ? [{ tree: each, node: found }] : [];
  });
  const shown =
    candidates?.find(({ tree }) => tree.name === params.tree) ??
    candidates?.at(0);
  return (
    <>
      <WaysBack scope={scope} kpi={kpi} tree={shown?.tree.name} />
      {shown && <h2 className={classes.title}>{shown.node.title}</h2>}
      <ViewBar
        takes={{ asOf: true }}
        scope={scope}
        kpi={kpi}
        onChange={changes => update(changes, { push: true })}
        shared={{}}
      />
      {value && shown && (
        <Paper className={classes.paper} aria-busy={loading}>
          <KpiDetails scorecard={value} node={shown.node} />
        </Paper>
      )}
      {value && !shown && (
        <EmptyState
          missing="content"
          title={t('portal.noSuchKpi', { kpi })}
          description={t('portal.noSuchKpiText')}
        />
      )}
      {!value && error && !loading && (
        <LoadError title={t('tree.loadError')} error={error} onRetry={retry} />
      )}
      {!value && !(error && !loading) && <TreeSkeleton />}
    </>
  );
}

/** To what the KPI is of, and to the place of the KPI in its tree. */
function WaysBack({ scope, kpi, tree }: KpiOfScopeProps & { tree?: string }) {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const portal = useRouteRef(rootRouteRef);
  const entityRoute = useRouteRef(entityRouteRef);
  const { params } = useKpiTreeParams();
  const search = new URLSearchParams({ kpi });
  for (const [name, value] of Object.entries({ tree, asOf: params.asOf })) {
    if (value) {
      search.set(name, value);
    }
  }
  const entity = scope === 'all' ? undefined : parseEntityRef(scope);
  const inPortal =
    !entity || scopeKinds.some(kind => kind.toLowerCase() === entity.kind);
  if (inPortal) {
    search.set('tab', 'tree');
    search.set('scope', scope);
  }
  const to = inPortal ? portal() : `${entityRoute(entity)}/kpi-tree`;
  return (
    <nav aria-label={t('portal.waysBack')} className={classes.ways}>
      {entity && <EntityRefLink entityRef={scope} />}
      <Link to={`${to}?${search}`}>{t('portal.showInTree')}</Link>
    </nav>
  );
}

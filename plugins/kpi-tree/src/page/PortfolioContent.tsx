import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { makeStyles } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import {
  kpiTreeDefinitionTryPermission,
  kpiTreeRunReadPermission,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { lazy, Suspense } from 'react';
import useAsync from 'react-use/lib/useAsync';
import useAsyncRetry from 'react-use/lib/useAsyncRetry';
import { kpiTreeApiRef } from '../api';
import { InsightsPanel } from '../insights/InsightsPanel';
import { QualityPanel } from '../quality/QualityPanel';
import { useKpiTreeParams } from '../state/useKpiTreeParams';
import { ScopeScorecard } from '../tree/ScopeScorecard';
import { NoTreeAtAll } from './NoTreeAtAll';
import { ProblemsPanel } from './ProblemsPanel';
import { ScopePicker } from './ScopePicker';
import { SourcesPanel } from './SourcesPanel';

// With the YAML library, which only authors need
const TryPanel = lazy(() =>
  import('../draft/TryPanel').then(m => ({ default: m.TryPanel })),
);

// With the CSV library, which only those need who import
const ImportPanel = lazy(() =>
  import('../import/ImportPanel').then(m => ({ default: m.ImportPanel })),
);

const useStyles = makeStyles(theme => ({
  tabs: {
    marginBottom: theme.spacing(3),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  tab: { textTransform: 'none', minWidth: 0 },
  scope: { marginBottom: theme.spacing(2.5) },
}));

/**
 * What moved in the whole portfolio or in a scope, its goal tree, the sources of its
 * numbers and what is to be mended in its definitions.
 */
export const PortfolioContent = () => {
  const classes = useStyles();
  const api = useApi(kpiTreeApiRef);
  const { params, update } = useKpiTreeParams();
  const { allowed: maySeeSources } = usePermission({
    permission: kpiTreeRunReadPermission,
  });
  const { allowed: mayTry } = usePermission({
    permission: kpiTreeDefinitionTryPermission,
  });
  const { value: rights } = useAsync(() => api.getMeasurementRights(), [api]);
  const mayImport = rights && rights.create !== 'none';
  const problems = useAsyncRetry(() => api.getProblems(), [api]);
  const scope = params.scope ?? 'all';

  const count = problems.value ? ` (${problems.value.items.length})` : '';
  const tabs = [
    { id: 'moved', label: 'What moved' },
    { id: 'tree', label: 'Goal tree' },
    ...(maySeeSources ? [{ id: 'sources', label: 'Sources' }] : []),
    { id: 'quality', label: 'Quality' },
    { id: 'problems', label: `Problems${count}` },
    ...(mayImport ? [{ id: 'import', label: 'Import' }] : []),
    ...(mayTry ? [{ id: 'try', label: 'Try it' }] : []),
  ];
  // Who asks for a part of a tree gets the tree
  const first = Object.keys(params).length ? 'tree' : 'moved';
  const tab = tabs.find(({ id }) => id === params.tab)?.id ?? first;

  return (
    <>
      <Tabs
        className={classes.tabs}
        value={tab}
        indicatorColor="primary"
        textColor="primary"
        aria-label="KPI tree"
        variant="scrollable"
        scrollButtons="auto"
        onChange={(_, id: string) =>
          update(
            {
              tab: id,
              kpi: undefined,
              draft: undefined,
            },
            { push: true },
          )
        }
      >
        {tabs.map(({ id, label }) => (
          <Tab
            key={id}
            value={id}
            label={label}
            className={classes.tab}
            id={`kpi-tree-tab-${id}`}
            aria-controls="kpi-tree-panel"
          />
        ))}
      </Tabs>
      <div
        role="tabpanel"
        id="kpi-tree-panel"
        aria-labelledby={`kpi-tree-tab-${tab}`}
      >
        {['moved', 'tree', 'quality'].includes(tab) && (
          <div className={classes.scope}>
            <ScopePicker
              scope={scope}
              onChange={next =>
                update(
                  {
                    tab,
                    scope: next === 'all' ? undefined : next,
                    kpi: undefined,
                  },
                  { push: true },
                )
              }
            />
          </div>
        )}
        {tab === 'moved' && <InsightsPanel key={scope} scope={scope} />}
        {tab === 'tree' && (
          <ScopeScorecard
            key={scope}
            scope={scope}
            empty={<NoTreeAtAll scope={scope} />}
          />
        )}
        {tab === 'quality' && <QualityPanel key={scope} scope={scope} />}
        {tab === 'sources' && <SourcesPanel />}
        {tab === 'problems' && <ProblemsPanel problems={problems} />}
        {tab === 'import' && rights && (
          <Suspense fallback={<Progress />}>
            <ImportPanel rights={rights} />
          </Suspense>
        )}
        {tab === 'try' && (
          <Suspense fallback={<Progress />}>
            <TryPanel key={params.draft} start={params.draft} />
          </Suspense>
        )}
      </div>
    </>
  );
};

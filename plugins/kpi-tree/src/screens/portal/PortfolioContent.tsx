import { Progress } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { Suspense, useEffect, useMemo } from 'react';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { useStartingView } from '../../parts/view/useStartingView';
import { useView } from '../../parts/view/useView';
import { useViewChange } from '../../parts/view/useViewChange';
import { kpiTreeTranslationRef } from '../../texts';
import { PortfolioDefaults, startingParams } from './PortfolioDefaults';
import { PortalDrawer } from './PortalDrawer';
import { movedTabs } from './tabs';
import { leftTab, tabOf, usePortalTabs } from './usePortalTabs';
import { ViewBar } from '../../parts/viewBar/ViewBar';

const useStyles = makeStyles(theme => ({
  tabs: {
    // The tabs have room of their own above them
    marginTop: theme.spacing(-2),
    marginBottom: theme.spacing(3),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  tab: { textTransform: 'none', letterSpacing: 'normal', minWidth: 0 },
}));

/** The portal page without its header: the tabs, and what they are about. */
export const PortfolioContent = (defaults: PortfolioDefaults) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { params, update } = useKpiTreeParams();
  const { scope } = useView();
  const portal = usePortalTabs(defaults.tabs);
  const tab = tabOf(params, portal, defaults.defaultTab);
  const moved = movedTabs[params.tab ?? ''];
  useEffect(() => {
    if (moved) {
      update(moved);
    }
  }, [moved, update]);

  const { defaultScope, defaultTree, defaultFilters } = defaults;
  const start = useMemo(
    () => startingParams({ defaultScope, defaultTree, defaultFilters }),
    [defaultScope, defaultTree, defaultFilters],
  );
  const ready = useStartingView(tab?.takes.scope ? tab.id : undefined, start);

  const change = useViewChange(tab?.id);

  if (!tab || moved || !ready) {
    return <Progress />;
  }
  const { id, Panel } = tab;
  return (
    <>
      <Tabs
        className={classes.tabs}
        value={id}
        indicatorColor="primary"
        textColor="primary"
        aria-label={t('portal.tabs')}
        variant="scrollable"
        scrollButtons="auto"
        onChange={(_, next: string) =>
          update({ ...leftTab, tab: next }, { push: true })
        }
      >
        {portal.tabs.map(each => (
          <Tab
            key={each.id}
            value={each.id}
            label={t(each.label)}
            className={classes.tab}
            id={`kpi-tree-tab-${each.id}`}
            aria-controls="kpi-tree-panel"
          />
        ))}
      </Tabs>
      <div
        role="tabpanel"
        id="kpi-tree-panel"
        aria-labelledby={`kpi-tree-tab-${id}`}
      >
        <ViewBar
          takes={tab.takes}
          scope={scope}
          onChange={change}
          shared={{ tab: id, scope }}
        />
        <Suspense fallback={<Progress />}>
          <Panel key={`${id} ${scope}`} />
        </Suspense>
        {!tab.ownDrawer && <PortalDrawer scope={scope} />}
      </div>
    </>
  );
};

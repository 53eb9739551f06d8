import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createCardExtension } from '@backstage/plugin-home-react';
import { createSearchResultListItemExtension } from '@backstage/plugin-search-react';
import { KpiTreeClient, kpiTreeApiRef } from './api';
import type { ValueStreamWidgetProps } from './screens/home/ValueStreamWidget';
import { ownedWidget, valueStreamWidget } from './backstage/homeWidgets';
import {
  entityContentRouteRef,
  kpiOfAllRouteRef,
  kpiRouteRef,
  registerRouteRef,
  rootRouteRef,
} from './parts/links/routes';
import { isKpiTreeResult } from './screens/search/isKpiTreeResult';

/**
 * The plugin for the classic frontend system.
 *
 * @public
 */
export const kpiTreePlugin = createPlugin({
  id: 'kpi-tree',
  routes: {
    root: rootRouteRef,
    kpi: kpiRouteRef,
    kpiOfAll: kpiOfAllRouteRef,
    entityContent: entityContentRouteRef,
  },
  externalRoutes: { register: registerRouteRef },
  apis: [
    createApiFactory({
      api: kpiTreeApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new KpiTreeClient(options),
    }),
  ],
});

/**
 * The portal page: the goal tree of the whole portfolio.
 *
 * @public
 */
export const KpiTreePage = kpiTreePlugin.provide(
  createRoutableExtension({
    name: 'KpiTreePage',
    component: () =>
      import('./screens/portal/KpiTreePage').then(m => m.KpiTreePage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * Card for the overview of an entity page.
 *
 * @public
 */
export const EntityKpiTreeCard = kpiTreePlugin.provide(
  createComponentExtension({
    name: 'EntityKpiTreeCard',
    component: {
      lazy: () =>
        import('./screens/card/EntityKpiTreeCard').then(
          m => m.EntityKpiTreeCard,
        ),
    },
  }),
);

/**
 * Card for the overview of a Kpi or KpiTree: where it is used.
 *
 * @public
 */
export const EntityDefinitionUsageCard = kpiTreePlugin.provide(
  createComponentExtension({
    name: 'EntityDefinitionUsageCard',
    component: {
      lazy: () =>
        import('./screens/definition/EntityDefinitionUsageCard').then(
          m => m.EntityDefinitionUsageCard,
        ),
    },
  }),
);

/**
 * Card for the overview of a Kpi or KpiTree: when it changed, and in what.
 *
 * @public
 */
export const EntityDefinitionHistoryCard = kpiTreePlugin.provide(
  createComponentExtension({
    name: 'EntityDefinitionHistoryCard',
    component: {
      lazy: () =>
        import('./screens/definition/EntityDefinitionHistoryCard').then(
          m => m.EntityDefinitionHistoryCard,
        ),
    },
  }),
);

/**
 * Card for the overview of a Kpi or KpiTree: what it says, and whether it is in
 * order.
 *
 * @public
 */
export const EntityDefinitionCard = kpiTreePlugin.provide(
  createComponentExtension({
    name: 'EntityDefinitionCard',
    component: {
      lazy: () =>
        import('./screens/definition/EntityDefinitionCard').then(
          m => m.EntityDefinitionCard,
        ),
    },
  }),
);

/**
 * Tab of an entity page: its KPI trees.
 *
 * @public
 */
export const EntityKpiTreeContent = kpiTreePlugin.provide(
  createRoutableExtension({
    name: 'EntityKpiTreeContent',
    component: () =>
      import('./screens/tree/EntityKpiTreeContent').then(
        m => m.EntityKpiTreeContent,
      ),
    mountPoint: entityContentRouteRef,
  }),
);

/**
 * Widget for the home page: the KPIs that the user and her groups answer for.
 *
 * @public
 */
export const HomePageMyKpis = kpiTreePlugin.provide(
  createCardExtension({
    ...ownedWidget,
    components: () =>
      import('./screens/home/OwnedWidget').then(m => ({
        Content: m.OwnedWidget,
      })),
  }),
);

/**
 * Widget for the home page: a value stream, and its KPIs that need attention. Which
 * one is said by `scope`, `tree` and `node`.
 *
 * @public
 */
export const HomePageValueStream = kpiTreePlugin.provide(
  createCardExtension<ValueStreamWidgetProps>({
    ...valueStreamWidget,
    components: () =>
      import('./screens/home/ValueStreamWidget').then(m => ({
        Content: m.ValueStreamWidget,
      })),
  }),
);

/**
 * How the search page shows KPIs and KPI trees.
 *
 * @public
 */
export const KpiTreeSearchResultListItem = kpiTreePlugin.provide(
  createSearchResultListItemExtension({
    name: 'KpiTreeSearchResultListItem',
    component: () =>
      import('./screens/search/KpiTreeSearchResult').then(
        m => m.KpiTreeSearchResult,
      ),
    predicate: isKpiTreeResult,
  }),
);

import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/** The portal page. */
export const rootRouteRef = createRouteRef({ id: 'kpi-tree' });

/** The page of a KPI of an entity or scope, below the portal page. */
export const kpiRouteRef = createSubRouteRef({
  id: 'kpi-tree:kpi',
  parent: rootRouteRef,
  path: '/kpis/:kind/:namespace/:name/:kpi',
});

/** The page of a KPI of everything, below the portal page. */
export const kpiOfAllRouteRef = createSubRouteRef({
  id: 'kpi-tree:kpi-of-all',
  parent: rootRouteRef,
  path: '/kpis/all/:kpi',
});

/** The tab of an entity page. */
export const entityContentRouteRef = createRouteRef({
  id: 'kpi-tree:entity-content',
});

/** Where an owner registers a file with trees and KPIs in the catalog. */
export const registerRouteRef = createExternalRouteRef({
  id: 'kpi-tree:register',
  optional: true,
  defaultTarget: 'catalog-import.importPage',
});

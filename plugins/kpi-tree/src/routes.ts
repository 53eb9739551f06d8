import { createRouteRef } from '@backstage/core-plugin-api';

/** The portal page. */
export const rootRouteRef = createRouteRef({ id: 'kpi-tree' });

/** The tab of an entity page. */
export const entityContentRouteRef = createRouteRef({
  id: 'kpi-tree:entity-content',
});

import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type { Insight } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';

/**
 * The address at which the KPI of an insight is opened: of what the page is about in
 * the tree of the page, of others at the entity.
 *
 * @param here - what the page is about
 */
export function useInsightLink(here: Scope) {
  const entityRoute = useRouteRef(entityRouteRef);
  return ({ scope, kpi, tree }: Insight) => {
    const search = new URLSearchParams({ tree, kpi });
    if (scope === here || scope === 'all') {
      search.set('tab', 'tree');
      if (scope !== 'all') {
        search.set('scope', scope);
      }
      return `?${search}`;
    }
    return `${entityRoute(parseEntityRef(scope))}/kpi-tree?${search}`;
  };
}

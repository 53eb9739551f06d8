import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

/** The address of a service's tab with its KPIs, with one of them opened if named. */
export type KpiLink = (entityRef: string, node?: string) => string;

/**
 * @param tree - the tree that is shown there
 * @param asOf - the day as of which it is shown, `YYYY-MM-DD`
 */
export function useKpiLink(tree: string, asOf?: string): KpiLink {
  const entityRoute = useRouteRef(entityRouteRef);
  return useCallback(
    (entityRef, node) => {
      const search = new URLSearchParams({
        tree,
        ...(node ? { kpi: node } : {}),
        ...(asOf ? { asOf } : {}),
      });
      return `${entityRoute(parseEntityRef(entityRef))}/kpi-tree?${search}`;
    },
    [entityRoute, tree, asOf],
  );
}

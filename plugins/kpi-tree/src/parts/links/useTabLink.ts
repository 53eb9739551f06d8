import type { Entity } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';

/**
 * The address of an entity's tab with its KPIs, with one KPI opened if named.
 * Both plugins mount the tab there unless an admin moves it.
 */
export function useTabLink(entity: Entity) {
  const entityRoute = useRouteRef(entityRouteRef);
  const tab = `${entityRoute(entityRouteParams(entity))}/kpi-tree`;
  return (kpi?: string) =>
    kpi ? `${tab}?${new URLSearchParams({ kpi })}` : tab;
}

import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { Scope } from '../../api';
import { kpiOfAllRouteRef, kpiRouteRef } from './routes';

/** The path of the page of a KPI of a scope. */
export function useKpiPageRoute(): (scope: Scope, kpi: string) => string {
  const ofEntity = useRouteRef(kpiRouteRef);
  const ofAll = useRouteRef(kpiOfAllRouteRef);
  return (scope, kpi) =>
    scope === 'all'
      ? ofAll({ kpi })
      : ofEntity({ ...parseEntityRef(scope), kpi });
}

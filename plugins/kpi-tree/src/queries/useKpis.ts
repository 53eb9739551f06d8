import { useApi } from '@backstage/core-plugin-api';
import type { KpiDefinition } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { useQuestion } from './useQuestion';

/**
 * The valid KPIs.
 *
 * @param needed - `false` asks nothing
 */
export function useKpis(needed = true) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<{ items: KpiDefinition[] }>(
    needed ? [api, 'kpis'] : null,
    () => api.getKpis(),
  );
}

import { useApi } from '@backstage/core-plugin-api';
import type { KpiDefinition } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { useQuestion } from './useQuestion';

/** The valid KPI of a name; without a name nothing is asked. */
export function useKpi(name: string | undefined) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<KpiDefinition>(name ? [api, 'kpi', name] : null, () =>
    api.getKpi(name!),
  );
}

import { useApi } from '@backstage/core-plugin-api';
import type { DefinitionUsage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { useQuestion } from './useQuestion';

/** Where a definition is used. */
export function useUsage(kind: 'Kpi' | 'KpiTree', name: string) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<DefinitionUsage>([api, 'usage', kind, name], () =>
    api.getUsage(kind, name),
  );
}

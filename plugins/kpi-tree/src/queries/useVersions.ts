import { useApi } from '@backstage/core-plugin-api';
import type { DefinitionRevision } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { useQuestion } from './useQuestion';

/** The versions of a definition, the newest first. */
export function useVersions(kind: 'Kpi' | 'KpiTree', name: string) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<{ items: DefinitionRevision[] }>(
    [api, 'versions', kind, name],
    () => api.getVersions(kind, name),
  );
}

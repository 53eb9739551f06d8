import { useApi } from '@backstage/core-plugin-api';
import type { AcceptedChanges } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { useQuestion } from './useQuestion';

/** The changes of the process behind a KPI that were accepted here. */
export function useChanges(scope: Scope, kpi: string) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<AcceptedChanges>([api, 'changes', scope, kpi], () =>
    api.getChanges(scope, kpi),
  );
}

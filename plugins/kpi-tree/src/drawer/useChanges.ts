import { useApi } from '@backstage/core-plugin-api';
import type { AcceptedChanges } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import useSWR from 'swr';
import { kpiTreeApiRef, Scope } from '../api';
import { askedOnce } from '../state/askedOnce';

/**
 * The changes of the process behind a KPI that were accepted here: one request for the
 * chart and the list.
 */
export function useChanges(scope: Scope, kpi: string) {
  const api = useApi(kpiTreeApiRef);
  const { data, mutate } = useSWR<AcceptedChanges, Error>(
    [api, 'changes', scope, kpi],
    () => api.getChanges(scope, kpi),
    askedOnce,
  );
  return { value: data, retry: () => mutate() };
}

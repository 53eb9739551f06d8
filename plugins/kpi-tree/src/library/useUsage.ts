import { useApi } from '@backstage/core-plugin-api';
import type { DefinitionUsage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import useSWR from 'swr';
import { kpiTreeApiRef } from '../api';
import { askedOnce } from '../state/askedOnce';

/** For how long an answer is not asked for again. */
const FRESH_MS = 30_000;

/** Where a definition is used; asked for once, however many show it. */
export function useUsage(kind: 'Kpi' | 'KpiTree', name: string) {
  const api = useApi(kpiTreeApiRef);
  const { data, error, isValidating, mutate } = useSWR<DefinitionUsage, Error>(
    [api, 'usage', kind, name],
    () => api.getUsage(kind, name),
    {
      ...askedOnce,
      dedupingInterval: FRESH_MS,
    },
  );
  return {
    value: data,
    error,
    loading: isValidating,
    retry: () => {
      mutate();
    },
  };
}

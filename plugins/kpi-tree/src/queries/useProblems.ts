import { useApi } from '@backstage/core-plugin-api';
import type { Problem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { useQuestion } from './useQuestion';

/** What needs fixing in all definitions and annotations. */
export function useProblems() {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<{ items: Problem[] }>([api, 'problems'], () =>
    api.getProblems(),
  );
}

import { useApi } from '@backstage/core-plugin-api';
import type { KpiTreeDefinition } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { useQuestion } from './useQuestion';

/** The valid trees. */
export function useTrees() {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<{ items: KpiTreeDefinition[] }>([api, 'trees'], () =>
    api.getTrees(),
  );
}

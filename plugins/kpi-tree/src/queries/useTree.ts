import { useApi } from '@backstage/core-plugin-api';
import type { KpiTreeDefinition } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { useQuestion } from './useQuestion';

/** The valid tree of a name; without a name nothing is asked. */
export function useTree(name: string | undefined) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<KpiTreeDefinition>(name ? [api, 'tree', name] : null, () =>
    api.getTree(name!),
  );
}

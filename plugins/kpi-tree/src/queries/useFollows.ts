import { useApi } from '@backstage/core-plugin-api';
import type { Follows } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { useQuestion } from './useQuestion';

/** What the user follows. */
export function useFollows() {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<Follows>([api, 'follows'], () => api.getFollows());
}

import { useApi } from '@backstage/core-plugin-api';
import type { PortalStatus } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { useQuestion } from './useQuestion';

/** Whether numbers are answered, and what is wrong in the configuration. */
export function useStatus() {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<PortalStatus>([api, 'status'], () => api.getStatus());
}

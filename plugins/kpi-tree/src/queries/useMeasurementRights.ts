import { useApi } from '@backstage/core-plugin-api';
import type { MeasurementRights } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { useQuestion } from './useQuestion';

/** Whether the user may send measurements. */
export function useMeasurementRights() {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<MeasurementRights>(
    [api, 'rights'],
    () => api.getMeasurementRights(),
    { freshMs: 300_000 },
  );
}

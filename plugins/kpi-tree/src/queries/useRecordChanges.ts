import { useApi } from '@backstage/core-plugin-api';
import type { RecordChanges } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { useQuestion } from './useQuestion';

type Request = {
  scope: Scope;
  kpi: string;
  /** First days of the periods that are compared. */
  from: string;
  to: string;
};

/** How the records behind two values of a KPI differ. */
export function useRecordChanges({ scope, kpi, from, to }: Request) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<RecordChanges>(
    [api, 'record-changes', scope, kpi, from, to],
    () => api.getRecordChanges(scope, kpi, { from, to }),
  );
}

import { useApi } from '@backstage/core-plugin-api';
import type {
  CheckInPage,
  KpiCommentPage,
  PeriodExceptions,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { usePages } from './usePages';
import { useQuestion } from './useQuestion';

/** What people say about the periods of a KPI, those of the newest first. */
export function useComments(scope: Scope, kpi: string) {
  const api = useApi(kpiTreeApiRef);
  return usePages<KpiCommentPage>(
    [api, 'comments', scope, kpi],
    cursor => api.getComments({ scope, kpi, cursor }),
    { keep: true },
  );
}

/** The periods that are left out of the limits of a KPI. */
export function useExceptions(scope: Scope, kpi: string) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<PeriodExceptions>([api, 'exceptions', scope, kpi], () =>
    api.getExceptions(scope, kpi),
  );
}

/** What who answers for a KPI says about it, the newest first. */
export function useCheckIns(scope: Scope, kpi: string) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<CheckInPage>([api, 'check-ins', scope, kpi], () =>
    api.getCheckIns({ scope, kpi, limit: 10 }),
  );
}

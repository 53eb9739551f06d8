import { useApi } from '@backstage/core-plugin-api';
import type { Breakdown } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { useQuestion } from './useQuestion';

type Request = {
  scope: Scope;
  kpi: string;
  /** The id of a breakdown. */
  by: string;
  /** The last day that is shown; now if not given. */
  to?: string;
};

/** A KPI by the classes of a column. */
export function useBreakdown({ scope, kpi, by, to }: Request) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<Breakdown>([api, 'breakdown', scope, kpi, by, to], () =>
    api.getBreakdown(scope, kpi, {
      by,
      // What changed is explained as of the same day
      ...(to ? { to } : {}),
    }),
  );
}

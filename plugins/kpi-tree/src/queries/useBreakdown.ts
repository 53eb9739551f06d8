import { useApi } from '@backstage/core-plugin-api';
import type { Breakdown } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { useQuestion } from './useQuestion';

type Request = {
  scope: Scope;
  kpi: string;
  /** The id of a breakdown, or another column; nothing is asked without either. */
  by?: string;
  column?: string;
  /** The day as of which it is shown; now if not given. */
  asOf?: string;
  /** The first day of the last period that was complete then. */
  period: string;
};

/** A KPI by the classes of a column. */
export function useBreakdown({
  scope,
  kpi,
  by,
  column,
  asOf,
  period,
}: Request) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<Breakdown>(
    by === undefined && column === undefined
      ? null
      : [api, 'breakdown', scope, kpi, by, column, asOf, period],
    () =>
      api.getBreakdown(scope, kpi, {
        ...(column === undefined ? { by } : { column }),
        // What changed is explained as of the same day
        ...(asOf ? { to: asOf, after: period } : {}),
      }),
  );
}

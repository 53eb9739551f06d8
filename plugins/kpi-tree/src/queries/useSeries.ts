import { useApi } from '@backstage/core-plugin-api';
import type {
  PeriodType,
  Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { useQuestion } from './useQuestion';

type Request = {
  scope: Scope;
  kpi: string;
  period: PeriodType;
  /** The first and the last day, `YYYY-MM-DD`; up to now if no last one is given. */
  from: string;
  to?: string;
  /** The instant of the scorecard beside it: with another one it is asked for again. */
  beside: string;
};

/**
 * The history of a KPI. While that by another period is loaded the one before stays, with
 * `loading`.
 */
export function useSeries(request: Request) {
  const { scope, kpi, period, from, to, beside } = request;
  const api = useApi(kpiTreeApiRef);
  return useQuestion<Series>(
    [api, 'series', scope, kpi, period, from, to, beside],
    () => api.getSeries(scope, kpi, { period, from, ...(to ? { to } : {}) }),
    { keep: true },
  );
}

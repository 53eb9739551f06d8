import { useApi } from '@backstage/core-plugin-api';
import type { RecordPage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { usePages } from './usePages';

const PAGE = 20;

type Request = {
  scope: Scope;
  kpi: string;
  /** A date in the period, `YYYY-MM-DD`. */
  period: string;
  /** A column, or `value`; the worst first if not given. */
  sort?: string;
  descending?: boolean;
};

/**
 * The records behind a value, page by page. While they are loaded in another order, those
 * in the order before stay.
 */
export function useRecords({ scope, kpi, ...request }: Request) {
  const api = useApi(kpiTreeApiRef);
  const { period, sort, descending } = request;
  return usePages<RecordPage>(
    [api, 'records', scope, kpi, period, sort, descending],
    cursor => api.getRecords(scope, kpi, { ...request, limit: PAGE, cursor }),
    { keep: true },
  );
}

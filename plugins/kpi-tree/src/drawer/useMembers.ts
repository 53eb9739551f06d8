import { useCallback } from 'react';
import type { KpiTreeApi, Scope } from '../api';
import { usePages } from '../common/usePages';

const PAGE = 10;

/**
 * The members of a scope page by page, the worst first.
 *
 * @param asOf - the past day that is looked at, if it is one
 */
export function useMembers(
  api: KpiTreeApi,
  kpi: string,
  scope: Scope,
  asOf?: string,
) {
  const { page, ...list } = usePages(
    useCallback(
      (cursor?: string) =>
        api.getMembers(kpi, {
          scope,
          sort: 'score',
          limit: PAGE,
          cursor,
          asOf,
        }),
      [api, kpi, scope, asOf],
    ),
  );
  return { ...list, total: page?.totalItems ?? 0 };
}

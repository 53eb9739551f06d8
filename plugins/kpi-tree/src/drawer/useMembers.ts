import { useCallback } from 'react';
import type { KpiTreeApi, Scope } from '../api';
import { usePages } from '../common/usePages';

const PAGE = 10;

/** The members of a scope page by page, the worst first. */
export function useMembers(api: KpiTreeApi, kpi: string, scope: Scope) {
  const { page, ...list } = usePages(
    useCallback(
      (cursor?: string) =>
        api.getMembers(kpi, { scope, sort: 'score', limit: PAGE, cursor }),
      [api, kpi, scope],
    ),
  );
  return { ...list, total: page?.totalItems ?? 0 };
}

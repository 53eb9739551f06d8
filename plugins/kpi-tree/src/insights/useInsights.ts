import { useApi } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { kpiTreeApiRef, Scope } from '../api';
import { usePages } from '../common/usePages';

const PAGE = 30;

/** What moved in a scope page by page, the most important first. */
export function useInsights(scope: Scope, since: string) {
  const api = useApi(kpiTreeApiRef);
  const { page, ...list } = usePages(
    useCallback(
      (cursor?: string) =>
        api.getInsights({ scope, since, limit: PAGE, cursor }),
      [api, scope, since],
    ),
  );
  return {
    ...list,
    /** The day since which it is shown. */
    since: page?.since,
    partial: page?.partial ?? false,
    cursor: page?.nextCursor,
  };
}

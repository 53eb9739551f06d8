import { useApi } from '@backstage/core-plugin-api';
import type { Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useCallback } from 'react';
import { kpiTreeApiRef, Scope } from '../api';
import { usePages } from '../common/usePages';

const PAGE = 50;

type OwnedRequest = {
  scope: Scope;
  /** An entity reference; the user and her groups if not given. */
  owner?: string;
  /** All if empty. */
  statuses: Status[];
};

/** The KPIs that somebody answers for page by page, in order of need. */
export function useOwned({ scope, owner, statuses }: OwnedRequest) {
  const api = useApi(kpiTreeApiRef);
  const status = statuses.join(',');
  return usePages(
    useCallback(
      (cursor?: string) =>
        api.getOwned({
          scope,
          owner,
          status: status ? (status.split(',') as Status[]) : undefined,
          limit: PAGE,
          cursor,
        }),
      [api, scope, owner, status],
    ),
  );
}

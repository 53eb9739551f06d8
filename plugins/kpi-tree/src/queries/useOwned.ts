import { useApi } from '@backstage/core-plugin-api';
import type {
  OwnedPage,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { usePages } from './usePages';
import { useQuestion } from './useQuestion';

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
  return usePages<OwnedPage>([api, 'owned', scope, owner, statuses], cursor =>
    api.getOwned({
      scope,
      owner,
      status: statuses.length ? statuses : undefined,
      limit: PAGE,
      cursor,
    }),
  );
}

/** How many KPIs the user answers for, and as many of the worst as given. */
export function useOwnWorst(limit: number) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<OwnedPage>([api, 'owned', 'worst', limit], () =>
    api.getOwned({ limit }),
  );
}

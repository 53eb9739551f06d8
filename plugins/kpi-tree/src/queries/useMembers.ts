import { useApi } from '@backstage/core-plugin-api';
import type { MemberPage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { usePages } from './usePages';

const PAGE = 10;

/**
 * The members of a scope page by page, the worst first.
 *
 * @param asOf - the past day that is looked at, if it is one
 */
export function useMembers(kpi: string, scope: Scope, asOf?: string) {
  const api = useApi(kpiTreeApiRef);
  return usePages<MemberPage>([api, 'members', kpi, scope, asOf], cursor =>
    api.getMembers(kpi, { scope, sort: 'score', limit: PAGE, cursor, asOf }),
  );
}

import { useApi } from '@backstage/core-plugin-api';
import type { InsightPage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { usePages } from './usePages';

const PAGE = 30;

/** What moved in a scope page by page, the most important first. */
export function useInsights(scope: Scope, since: string) {
  const api = useApi(kpiTreeApiRef);
  return usePages<InsightPage>([api, 'insights', scope, since], cursor =>
    api.getInsights({ scope, since, limit: PAGE, cursor }),
  );
}

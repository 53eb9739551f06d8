import { useApi } from '@backstage/core-plugin-api';
import type {
  QualityFindingKind,
  QualityPage,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { usePages } from './usePages';

const PAGE = 50;

/** What is asked for: an owner, or `none`; a kind of finding. */
export type QualityFilter = { owner?: string; kind?: QualityFindingKind };

/**
 * What is wrong in a scope page by page, by owner. While other findings are loaded those
 * before stay, with `loading`.
 */
export function useQuality(scope: Scope, { owner, kind }: QualityFilter) {
  const api = useApi(kpiTreeApiRef);
  return usePages<QualityPage>(
    [api, 'quality', scope, owner, kind],
    cursor => api.getQuality({ scope, owner, kind, limit: PAGE, cursor }),
    { keep: true },
  );
}

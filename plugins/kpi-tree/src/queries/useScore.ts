import { useApi } from '@backstage/core-plugin-api';
import type { EntityScore } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { scoreLoaderOf } from './ScoreLoader';
import { useQuestion } from './useQuestion';

/** How an entity stands; all that are asked for at about the same time are one request. */
export function useScore(entityRef: string) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<EntityScore>(
    [api, 'score', entityRef],
    () => scoreLoaderOf(api).load(entityRef),
    { freshMs: 60_000 },
  );
}

import { useApi } from '@backstage/core-plugin-api';
import type { ScoreHistory } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { useQuestion } from './useQuestion';

type Request = {
  scope: Scope;
  tree: string;
  node?: string;
  /** The day up to which it goes, `YYYY-MM-DD`; now if not given. */
  asOf?: string;
};

/** How the score of a node went over 24 months. */
export function useScoreHistory({ scope, tree, node, asOf }: Request) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<ScoreHistory>(
    [api, 'score-history', scope, tree, node, asOf],
    () => api.getHistory(scope, { tree, node, to: asOf }),
  );
}

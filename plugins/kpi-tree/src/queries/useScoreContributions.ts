import { useApi } from '@backstage/core-plugin-api';
import type { Contribution } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { useQuestion } from './useQuestion';

type Request = {
  tree: string;
  node: string;
  /** Dates in the periods that are compared: the last two complete ones if not given. */
  from?: string;
  to?: string;
};

/** Which children explain the change of the score of a node. */
export function useScoreContributions(
  scope: Scope,
  { tree, node, from, to }: Request,
) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<Contribution>(
    [api, 'score-contributions', scope, tree, node, from, to],
    () =>
      api.getScoreContributions(scope, {
        tree,
        node,
        ...(from && to ? { from, to } : {}),
      }),
  );
}

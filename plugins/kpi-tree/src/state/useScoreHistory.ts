import { useApi } from '@backstage/core-plugin-api';
import type { ScoreHistory } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import useSWR from 'swr';
import { kpiTreeApiRef, Scope } from '../api';
import { askedOnce } from './askedOnce';

/** For how long an answer is not asked for again. */
const FRESH_MS = 30_000;

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
  const { data, error, isValidating, mutate } = useSWR<ScoreHistory, Error>(
    [api, 'score-history', scope, tree, node, asOf],
    () => api.getHistory(scope, { tree, node, to: asOf }),
    {
      ...askedOnce,
      dedupingInterval: FRESH_MS,
    },
  );
  return {
    value: data,
    error,
    loading: isValidating,
    retry: () => {
      mutate();
    },
  };
}

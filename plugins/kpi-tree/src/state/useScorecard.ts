import { useApi } from '@backstage/core-plugin-api';
import type { Scorecard } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import useSWR from 'swr';
import { kpiTreeApiRef, Scope } from '../api';
import { comparedDay } from './comparedDay';
import { useToday } from './useToday';
import { useView } from './useView';
import { askedOnce } from './askedOnce';

/** For how long an answer is not asked for again. */
const FRESH_MS = 30_000;

/**
 * The evaluated trees of a scope, as of the day and compared with the day that the
 * address says.
 *
 * There is one request however many components ask. While other days are loaded the
 * answer for those before stays, with `loading`.
 */
export function useScorecard(scope: Scope): {
  value?: Scorecard;
  error?: Error;
  loading: boolean;
  retry: () => void;
} {
  const api = useApi(kpiTreeApiRef);
  const view = useView();
  const asOf = view.asOf;
  const today = useToday();
  const compare = comparedDay(view.compare, asOf ?? today);
  const { data, error, isValidating, mutate } = useSWR<Scorecard, Error>(
    [api, 'scorecard', scope, asOf, compare],
    () =>
      asOf || compare
        ? api.getScorecard(scope, { asOf, compare })
        : api.getScorecard(scope),
    {
      ...askedOnce,
      dedupingInterval: FRESH_MS,
      keepPreviousData: true,
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

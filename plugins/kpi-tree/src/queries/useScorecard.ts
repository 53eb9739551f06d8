import { useApi } from '@backstage/core-plugin-api';
import type { Scorecard } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { useQuestion } from './useQuestion';

/** Days `YYYY-MM-DD`: as of which, and with which it is compared. */
type Days = { asOf?: string; compare?: string };

/**
 * The evaluated trees of a scope. While those of other days are loaded the answer for
 * the days before stays, with `loading`.
 */
export function useScorecard(scope: Scope, { asOf, compare }: Days = {}) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<Scorecard>(
    [api, 'scorecard', scope, asOf, compare],
    () =>
      asOf || compare
        ? api.getScorecard(scope, { asOf, compare })
        : api.getScorecard(scope),
    { keep: true },
  );
}

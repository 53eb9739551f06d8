import { useApi } from '@backstage/core-plugin-api';
import type {
  ClassScorecard,
  ScorecardClasses,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { useQuestion } from './useQuestion';

/** Of which tree, and as of which day; now if none is given. */
type Asked = { scope: Scope; tree: string | undefined; asOf?: string };

/**
 * A tree with the values of one class.
 *
 * @param ofClass - nothing is asked without it
 */
export function useClassScorecard(
  { scope, tree, asOf }: Asked,
  ofClass: { by: string; name: string } | undefined,
) {
  const api = useApi(kpiTreeApiRef);
  const { by, name } = ofClass ?? {};
  return useQuestion<ClassScorecard>(
    by === undefined || tree === undefined
      ? null
      : [api, 'classScorecard', scope, tree, asOf, by, name],
    () =>
      api.getClassScorecard(scope, {
        by: by!,
        class: name!,
        tree,
        ...(asOf ? { asOf } : {}),
      }),
    { keep: true },
  );
}

/**
 * The classes that a tree can be shown for.
 *
 * @param by - the id of a breakdown; nothing is asked without it
 */
export function useScorecardClasses(
  { scope, tree, asOf }: Asked,
  by: string | undefined,
) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<ScorecardClasses>(
    by === undefined || tree === undefined
      ? null
      : [api, 'scorecardClasses', scope, tree, asOf, by],
    () =>
      api.getScorecardClasses(scope, {
        by: by!,
        tree,
        ...(asOf ? { asOf } : {}),
      }),
  );
}

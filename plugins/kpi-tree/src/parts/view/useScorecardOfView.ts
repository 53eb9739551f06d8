import type { Scope } from '../../api';
import { useScorecard } from '../../queries/useScorecard';
import { comparedDay } from './comparedDay';
import { useToday } from './useToday';
import { useView } from './useView';

/**
 * The evaluated trees of a scope, as of the day and compared with the day that the
 * address says.
 */
export function useScorecardOfView(scope: Scope) {
  const view = useView();
  const today = useToday();
  const { asOf } = view;
  return useScorecard(scope, {
    asOf,
    compare: comparedDay(view.compare, asOf ?? today),
  });
}

import type {
  Bound,
  Direction,
  TargetEffect,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { limitsOf } from './targets';

/**
 * Whether a target or threshold is easier or harder to meet than the one before. A range
 * is easier if it holds all of the other, and more.
 */
export function targetEffect(
  direction: Direction,
  from: Bound | null,
  to: Bound | null,
): TargetEffect {
  if (from === null || to === null) {
    return 'changed';
  }
  const [before, after] = [limitsOf(from, direction), limitsOf(to, direction)];
  const isEasier = after.min <= before.min && after.max >= before.max;
  const isHarder = after.min >= before.min && after.max <= before.max;
  if (isEasier === isHarder) {
    return 'changed';
  }
  return isEasier ? 'loosened' : 'tightened';
}

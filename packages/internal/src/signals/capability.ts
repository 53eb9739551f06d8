import type {
  Bound,
  Capability,
  Direction,
  TrendAssessment,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { isRange } from '../arithmetic';

/**
 * Whether a target will be met as the process now runs: as long as nothing changes,
 * nearly all values lie between the limits. `consistently` if all of that meets the
 * target, `never` if none does, `sometimes` if the target lies between; of a range,
 * `sometimes` if it covers a part of it.
 *
 * Source: the assurance icons of NHS England, Making Data Count: "will consistently
 * pass", "will consistently fail", "hit and miss".
 *
 * @param expected - between which values periods lie; not known without limits
 */
export function capabilityOf(
  target: Bound | undefined,
  direction: Direction,
  expected: TrendAssessment['expected'],
): Capability {
  if (target === undefined || !expected) {
    return 'unknown';
  }
  const { lower, upper } = expected;
  const { min, max } = goodValues(target, direction);
  if (min <= lower && upper <= max) {
    return 'consistently';
  }
  return upper < min || lower > max ? 'never' : 'sometimes';
}

function goodValues(target: Bound, direction: Direction) {
  if (isRange(target)) {
    return target;
  }
  return direction === 'higher'
    ? { min: target, max: Infinity }
    : { min: -Infinity, max: target };
}

import type { Bound } from './bounds';
import type { Direction } from './kpi';
import { limitsOf } from './targets';

/**
 * Another target or threshold of a KPI that an entity or scope has by its annotation or
 * by a tree. Periods that began before it are judged by the one before.
 *
 * @public
 */
export type TargetChange = {
  /** `YYYY-MM-DD`, the day on which it was first seen. */
  date: string;
  bound: 'target' | 'threshold';
  /** In the unit of the KPI; `null` where there was none. */
  from: Bound | null;
  /** In the unit of the KPI; `null` where there is none any more. */
  to: Bound | null;
  effect: TargetEffect;
};

/**
 * What another target asks for: less, more, or neither.
 *
 * @public
 */
export type TargetEffect = 'loosened' | 'tightened' | 'changed';

/**
 * Whether a target or threshold is easier or harder to meet than the one before. A range
 * is easier if it holds all of the other, and more.
 *
 * @public
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

import {
  type ActionEffect,
  type ActionExpectation,
  addPeriods,
  type Direction,
  type EffectExpectation,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { EffectOptions } from './types';

/**
 * Whether what was expected of an action came. It is open as long as the action is not
 * judged, and until the day by which it was expected.
 *
 * @param effect - without an expectation
 */
export function expectationOf(
  effect: ActionEffect,
  { expected, direction, periodType }: EffectOptions,
): EffectExpectation | undefined {
  if (!expected) {
    return undefined;
  }
  const { before, after, difference, verdict } = effect;
  const old = before?.value ?? null;
  const value = valueOf(expected, old);
  const given = value === undefined ? {} : { value };
  const isOver =
    !expected.by ||
    (after !== undefined && addPeriods(after.to, periodType, 1) > expected.by);
  const now = after?.value ?? null;
  if (
    verdict === 'too-early' ||
    verdict === 'unknown' ||
    !isOver ||
    value === undefined ||
    now === null ||
    old === null
  ) {
    return { outcome: 'open', ...given };
  }
  if (reaches(now, value, direction, old)) {
    return { outcome: 'met', ...given };
  }
  const isPossible =
    difference !== undefined &&
    value - old >= (difference.lower ?? -Infinity) &&
    value - old <= (difference.upper ?? Infinity);
  return { outcome: isPossible ? 'possible' : 'missed', ...given };
}

/** Nothing where it is a share of a value that is not known. */
function valueOf(
  { value, percent = 0 }: ActionExpectation,
  old: number | null,
): number | undefined {
  if (value !== undefined) {
    return value;
  }
  return old === null ? undefined : old * (1 + percent / 100);
}

/** Whether a value is what was expected or better; in a range, as near to it or nearer. */
function reaches(
  now: number,
  value: number,
  direction: Direction,
  old: number,
): boolean {
  if (direction === 'range') {
    return value >= old ? now >= value : now <= value;
  }
  return direction === 'higher' ? now >= value : now <= value;
}

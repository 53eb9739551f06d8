import {
  type Bound,
  type Direction,
  LAST_DATE,
  type Target,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ROUNDING_ERROR, withoutRoundingError } from './rounding';

/**
 * The share of the target (of the width of a range) by which a threshold is
 * set where a definition has a target only.
 */
export const DEFAULT_TOLERANCE = 0.2;

export function isRange(
  bound: Bound | undefined,
): bound is { min: number; max: number } {
  return typeof bound === 'object';
}

/**
 * The bound that judges a period: of a dated list, the latest that held on the
 * period's first day.
 *
 * @param date - the first day of the period
 */
export function boundInForce(
  target: Target | undefined,
  date: string,
): Bound | undefined {
  if (!Array.isArray(target)) {
    return target;
  }
  return target
    .filter(entry => entry.from <= date)
    .sort((a, b) => (a.from < b.from ? 1 : -1))[0]?.value;
}

/**
 * All dates from which one of the targets changes, so that each stretch in
 * between can be checked.
 */
export function targetDates(...targets: (Target | undefined)[]): string[] {
  const dates = targets.flatMap(target =>
    Array.isArray(target) ? target.map(entry => entry.from) : [],
  );
  return dates.length ? [...new Set(dates)] : [LAST_DATE];
}

/**
 * What is wrong with a threshold beside its target, if anything: it has to lie
 * on the bad side.
 */
export function targetProblem(
  target: Bound | undefined,
  threshold: Bound | undefined,
  direction: Direction,
): string | undefined {
  if (target === undefined || threshold === undefined) {
    return undefined;
  }
  if (isRange(target) && isRange(threshold)) {
    return threshold.min <= target.min && threshold.max >= target.max
      ? undefined
      : `has to enclose the target ${target.min}..${target.max}`;
  }
  if (isRange(target) || isRange(threshold)) {
    return 'and target have to be of the same shape: two numbers, or two { min, max }';
  }
  if (direction === 'lower' && threshold < target) {
    return `has to be at or above the target ${target}, as lower is better`;
  }
  if (direction === 'higher' && threshold > target) {
    return `has to be at or below the target ${target}, as higher is better`;
  }
  return undefined;
}

/**
 * The threshold where a definition has a target only: the target worsened by
 * the tolerance.
 */
export function defaultThreshold(
  target: Bound,
  direction: Direction,
  tolerance: number = DEFAULT_TOLERANCE,
): Bound {
  if (isRange(target)) {
    const margin = tolerance * (target.max - target.min);
    return {
      min: atMost(target.min - margin),
      max: atMost(target.max + margin),
    };
  }
  const margin = tolerance * Math.abs(target);
  return atMost(direction === 'lower' ? target + margin : target - margin);
}

/** The number itself, or the last that there is on its side. */
function atMost(number: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, number));
}

/**
 * Score of a value, 0..100: 100 at or beyond the target, 50 at the threshold,
 * linear through both, clamped. In a range the distance outside it counts.
 *
 * Where target and threshold are the same there is no line between them: the
 * score is 100 or 0.
 */
export function score(
  value: number,
  target: Bound,
  threshold: Bound,
  direction: Direction,
): number {
  return Math.max(0, openScore(value, target, threshold, direction));
}

/**
 * The score without its floor: below 0 it goes on as it does above, so that of two
 * values with the score 0 the one that is further off is lower. By it lists are put in
 * order, see {@link compareNeed}; it is shown nowhere.
 *
 * Where target and threshold are the same it is 100, or below 0 by 100 for each distance
 * of the size of the target, of a target of 0 for each unit.
 *
 * @returns a finite number, 100 at the most
 */
export function openScore(
  value: number,
  target: Bound,
  threshold: Bound,
  direction: Direction,
): number {
  if (isRange(target) && isRange(threshold)) {
    if (value < target.min) {
      return line(value, target.min, threshold.min);
    }
    return value > target.max ? line(value, target.max, threshold.max) : 100;
  }
  if (isRange(target) || isRange(threshold)) {
    throw new TypeError('target and threshold differ in shape');
  }
  const met = direction === 'higher' ? value >= target : value <= target;
  return met ? 100 : line(value, target, threshold);
}

/** Of a value that does not meet the target. */
function line(value: number, target: number, threshold: number): number {
  if (threshold === target) {
    const size = Math.abs(target) || 1;
    const distance = Math.abs(value / size - target / size);
    return distance < ROUNDING_ERROR ? 100 : atMost(-100 * distance);
  }
  const beyond = value - target;
  const share =
    Number.isFinite(beyond) && Number.isFinite(threshold - target)
      ? beyond / (threshold - target)
      : // Far apart, of which only the ratio counts
        (value / 64 - target / 64) / (threshold / 64 - target / 64);
  return Math.min(100, withoutRoundingError(atMost(100 - 50 * share)));
}

/**
 * Status of a score.
 */
export function statusOfScore(
  points: number,
): 'on-target' | 'at-risk' | 'off-target' {
  if (points >= 100) {
    return 'on-target';
  }
  return points >= 50 ? 'at-risk' : 'off-target';
}

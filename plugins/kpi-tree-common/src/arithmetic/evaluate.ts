import type { Bound, Target } from '../definitions/bounds';
import type { Direction } from '../definitions/kpi';
import { hasValue, PeriodValue } from './aggregate';
import {
  boundInForce,
  defaultThreshold,
  score,
  Status,
  statusOfScore,
} from './score';

/**
 * By what a KPI of an entity or scope is judged.
 *
 * @public
 */
export type Judgement = {
  direction: Direction;
  target?: Target;
  threshold?: Target;
  /** Share of the target for a threshold that is not given. */
  tolerance?: number;
};

/**
 * A value with the target in force in its period and what follows from it.
 *
 * @public
 */
export type JudgedValue = {
  target: Bound | null;
  threshold: Bound | null;
  /** 0..100, `null` without target. */
  score: number | null;
  status: Status;
};

/**
 * Judges the value of a period by the target in force on its first day.
 *
 * @param value - nothing if there is none
 * @public
 */
export function judge(
  value: number | null | undefined,
  period: string,
  by: Judgement,
): JudgedValue {
  const target = boundInForce(by.target, period);
  const threshold =
    target === undefined
      ? undefined
      : boundInForce(by.threshold, period) ??
        defaultThreshold(target, by.direction, by.tolerance);
  const bounds = { target: target ?? null, threshold: threshold ?? null };
  if (value === undefined || value === null) {
    return { ...bounds, score: null, status: 'no-data' };
  }
  if (target === undefined || threshold === undefined) {
    return { ...bounds, score: null, status: 'no-target' };
  }
  const points = score(value, target, threshold, by.direction);
  return { ...bounds, score: points, status: statusOfScore(points) };
}

/**
 * The state of a series: its judged current period, or the last value it has.
 *
 * @public
 */
export type SeriesState = JudgedValue & {
  /** The period the value is of: the current one, or an older one if stale. */
  period: string;
  value: number | null;
  weight: number | null;
};

/**
 * Evaluates a series: the current period is the last complete one. If it has
 * no value and the series is stale, the last known value is told with its
 * period, unjudged.
 *
 * @param values - the periods of which something was measured, in order of time
 * @param current - the first day of the current period
 * @param stale - whether the source has been silent for too long
 * @public
 */
export function evaluateSeries(
  values: PeriodValue[],
  current: string,
  stale: boolean,
  by: Judgement,
): SeriesState {
  const now = values.find(v => v.period === current);
  const value = now?.value ?? null;
  if (value !== null || !stale) {
    return {
      period: current,
      value,
      weight: now?.weight ?? null,
      ...judge(value, current, by),
    };
  }
  const known = values.filter(v => v.period < current && hasValue(v)).pop();
  if (!known) {
    return {
      period: current,
      value: null,
      weight: null,
      ...judge(undefined, current, by),
    };
  }
  const { target, threshold } = judge(undefined, known.period, by);
  return {
    period: known.period,
    value: known.value,
    weight: known.weight,
    target,
    threshold,
    score: null,
    status: 'stale',
  };
}

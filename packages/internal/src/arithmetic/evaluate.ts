import {
  type Bound,
  type Direction,
  Known,
  Status,
  type Target,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { hasValue, PeriodValue } from './aggregate';
import { isIncomplete } from './known';
import { boundInForce, defaultThreshold, score, statusOfScore } from './score';

/**
 * What a KPI of an entity or scope is judged by.
 */
export type Judgement = {
  direction: Direction;
  target?: Target;
  threshold?: Target;
  /** Share of the target for a threshold that is not given. */
  tolerance?: number;
  /** The share of a period that has to be known, 0..1; 0.9 if not given. */
  completenessFloor?: number;
};

/**
 * A value with the target in force in its period and what follows from it.
 */
export type JudgedValue = {
  target: Bound | null;
  threshold: Bound | null;
  /** 0..100, `null` without target, and where too little of the period is known. */
  score: number | null;
  status: Status;
};

/**
 * Judges the value of a period by the target in force on its first day. A value of a
 * period of which too little is known is not judged.
 *
 * @param value - nothing if there is none
 * @param known - how much of the period is known; all if not given
 */
export function judge(
  value: number | null | undefined,
  start: string,
  by: Judgement,
  known?: Known,
): JudgedValue {
  const target = boundInForce(by.target, start);
  const threshold =
    target === undefined
      ? undefined
      : boundInForce(by.threshold, start) ??
        defaultThreshold(target, by.direction, by.tolerance);
  const bounds = { target: target ?? null, threshold: threshold ?? null };
  if (value === undefined || value === null) {
    return { ...bounds, score: null, status: 'no-data' };
  }
  if (isIncomplete(known, by.completenessFloor)) {
    return { ...bounds, score: null, status: 'incomplete' };
  }
  if (target === undefined || threshold === undefined) {
    return { ...bounds, score: null, status: 'no-target' };
  }
  const points = score(value, target, threshold, by.direction);
  return { ...bounds, score: points, status: statusOfScore(points) };
}

/**
 * The state of a series: its judged current period, or the last value it has.
 */
export type SeriesState = JudgedValue & {
  /** The period the value is of: the current one, or an older one if stale. */
  period: string;
  value: number | null;
  weight: number | null;
  /** How much of the period is known, where that is not all. */
  known?: Known;
};

/**
 * Evaluates a series: the current period is the last complete one. If it has
 * no value and the series is stale, the last known value is returned with its
 * period, unjudged.
 *
 * @param values - the periods of which something was measured, in chronological order
 * @param current - the first day of the current period
 * @param stale - whether the source has been silent for too long
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
      ...(now?.known ? { known: now.known } : {}),
      ...judge(value, current, by, now?.known),
    };
  }
  const last = values.filter(v => v.period < current && hasValue(v)).pop();
  if (!last) {
    return {
      period: current,
      value: null,
      weight: null,
      ...judge(undefined, current, by),
    };
  }
  const { target, threshold } = judge(undefined, last.period, by);
  return {
    period: last.period,
    value: last.value,
    weight: last.weight,
    ...(last.known ? { known: last.known } : {}),
    target,
    threshold,
    score: null,
    status: 'stale',
  };
}

import {
  addPeriods,
  type Aggregation,
  type Bound,
  type Direction,
  PeriodType,
  Status,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { aggregationTraits } from './aggregationTraits';
import { defaultThreshold, isRange, score, statusOfScore } from './score';

/** Before this share of the days a sum is extrapolated from too little. */
const EARLY_SHARE = 0.2;

/** What rests on fewer than this changes much with one more. */
const FEW = 5;

/**
 * How a running period stands.
 */
export type RunRate = {
  /** Complete days of the period so far, and all that it has. */
  daysGone: number;
  days: number;
  /** What the period comes to at this pace, in the unit of the KPI. */
  projected: number;
  /** Whether it is extrapolated from the days gone, and not the value as it is. */
  extrapolated: boolean;
  /**
   * The target at the same pace: of a sum what would be due by now, else the target
   * itself; `null` if there is none.
   */
  paceTarget: Bound | null;
  /** The status that the period would end with; `no-target` if there is no target. */
  status: Extract<Status, 'on-target' | 'at-risk' | 'off-target' | 'no-target'>;
  /** A sum that has passed its target already, which no later day can undo. */
  settled: boolean;
  /** The projected value against that of the last complete period. */
  comparison: 'better' | 'worse' | 'same' | 'unknown';
  /**
   * Why to beware: `early` if little of the time of a sum has gone, `few` if fewer than
   * five measured things are behind the value.
   */
  caution?: 'early' | 'few';
};

/**
 * What the run rate is worked out from.
 */
export type RunRateInput = {
  /** The running period so far: its first day, and what was measured in it. */
  running: { period: string; value: number; weight: number };
  periodType: PeriodType;
  /** How the KPI combines over time. */
  overTime: Aggregation;
  /** The date of the evaluation, `YYYY-MM-DD`; this day itself is not counted. */
  today: string;
  direction: Direction;
  target: Bound | null;
  threshold: Bound | null;
  /** The value of the last complete period; `null` if there was none. */
  previous: number | null;
};

/**
 * How the running period stands against its target and the last complete period.
 *
 * A sum grows as the days go by: it is extrapolated by the share of the days that have
 * gone, as if the others were like these. Everything else, such as a mean, is taken as
 * it is now. It is arithmetic, not a forecast: it knows nothing of weekends, seasons or
 * trends, which is why it says when there is little behind it.
 *
 * @returns `undefined` if no day of the period has gone, or if it is over: then there
 * is no pace to speak of; nor is there one beyond what a number holds
 */
export function runRate(input: RunRateInput): RunRate | undefined {
  const { running, periodType, overTime, direction, target } = input;
  const start = toEpochDay(running.period);
  const days = toEpochDay(addPeriods(running.period, periodType, 1)) - start;
  const daysGone = toEpochDay(input.today) - start;
  if (daysGone < 1 || daysGone >= days) {
    return undefined;
  }
  const extrapolated = aggregationTraits[overTime].addsUp;
  const share = extrapolated ? daysGone / days : 1;
  const projected = running.value / share;
  if (!Number.isFinite(projected)) {
    return undefined;
  }
  const points = scoreOf(projected, input);
  const caution = cautionOf(running.weight, share);
  return {
    daysGone,
    days,
    projected,
    extrapolated,
    paceTarget: target && scaled(target, share),
    status: points === undefined ? 'no-target' : statusOfScore(points),
    settled: extrapolated && isSettled(running.value, target, direction),
    comparison: compare(projected, input),
    ...(caution ? { caution } : {}),
  };
}

function scoreOf(
  value: number,
  { target, threshold, direction }: RunRateInput,
): number | undefined {
  return target === null
    ? undefined
    : score(
        value,
        target,
        threshold ?? defaultThreshold(target, direction),
        direction,
      );
}

function scaled(bound: Bound, share: number): Bound {
  return isRange(bound)
    ? { min: bound.min * share, max: bound.max * share }
    : bound * share;
}

/** A sum of what is never negative only grows. */
function isSettled(
  value: number,
  target: Bound | null,
  direction: Direction,
): boolean {
  if (target === null) {
    return false;
  }
  if (isRange(target)) {
    return value > target.max;
  }
  return direction === 'higher' ? value >= target : value > target;
}

function compare(
  projected: number,
  input: RunRateInput,
): RunRate['comparison'] {
  const { previous, direction } = input;
  if (previous === null) {
    return 'unknown';
  }
  if (direction !== 'range') {
    return better(
      direction === 'higher' ? projected - previous : previous - projected,
    );
  }
  // In a range both ways may be good: what counts is how far outside it is
  const [now, then] = [scoreOf(projected, input), scoreOf(previous, input)];
  return now === undefined || then === undefined
    ? 'unknown'
    : better(now - then);
}

function better(gain: number): RunRate['comparison'] {
  if (gain === 0) {
    return 'same';
  }
  return gain > 0 ? 'better' : 'worse';
}

function cautionOf(weight: number, share: number): RunRate['caution'] {
  if (share < EARLY_SHARE) {
    return 'early';
  }
  return weight < FEW ? 'few' : undefined;
}

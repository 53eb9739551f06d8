import {
  addPeriods,
  fromEpochDay,
  periodOf,
  type PeriodType,
  type ProcessPoint,
  type Signal,
  toEpochDay,
  type TrendAssessment,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { withoutChance } from './byChance';
import type { SeriesSettings } from './seriesSettings';
import { findPatterns, toSignals } from './rules';
import type { EventDay, TrendOptions } from './trendOptions';
import type { SignalValue } from './types';
import { verdictOf } from './verdict';
import { MIN_POINTS, processLimits, type ProcessLimits } from './xmr';

/** Fewer events a period say more by the days between them than by their number. */
const RARE_MEAN = 1.5;

/** More events a day than this often fall on one day, which has no time between. */
const RARE_A_DAY = 0.2;

/** Of how many of the last times between events, and periods, the charts are. */
const WINDOW = 24;

/** The mean time between two moments of one day, which are known as 0 days apart. */
const SAME_DAY = 1 / 3;

/** The exponent that makes an exponential distribution nearly normal. */
const POWER = 1 / 3.6;

/** How many events a period has in the mean and by chance. */
type ExpectedNumber = { mean: number; lower: number; upper: number };

/** How many days a period has in the mean. */
const DAYS: Record<PeriodType, number> = {
  day: 1,
  week: 7,
  month: 365.25 / 12,
  quarter: 365.25 / 4,
};

/** A time between two events, from the day of the one to that of the other. */
type Interval = { from: number; to: number };

/**
 * The trend of a count of rare events, by the days between them: of 1 incident in three
 * months a chart of the counts knows nothing but 0 and 1. `undefined` where events are
 * not rare (1.5 or more a period, or 1 in 5 days), are not counted, or are never.
 *
 * It is a T chart: days between events, to the power 1 / 3.6, are nearly normal where
 * events are independent, and have the limits of an XmR chart, which are shown in days.
 * Two events on one day are taken as a third of a day apart. No verdict from fewer than
 * 8 times between events.
 *
 * The time that has passed since the last event counts once it is longer than usual: it
 * can only become longer. Until then nothing is known of it. A long time is a signal by
 * itself as long as it lasts; when the next event has ended it, it is history.
 *
 * More time between is good where fewer is good. Of a period without a value nothing is
 * known: no time between events goes across it, and none goes on after it.
 *
 * Source: L. S. Nelson, A Control Chart for Parts-Per-Million Nonconforming Items,
 * Journal of Quality Technology 26, 1994; J. C. Benneyan, Number-Between g-Type
 * Statistical Quality Control Charts for Monitoring Adverse Events, Health Care
 * Management Science 4, 2001.
 *
 * @param values - complete periods, the numbers of events
 */
export function assessTimeBetween(
  values: SignalValue[],
  options: TrendOptions,
): TrendAssessment | undefined {
  const { eventDays = [], direction, periodType, settings } = options;
  const last = values.findLast(({ value }) => value !== null);
  if (direction === 'range' || !last || !areRare(values, periodType)) {
    return undefined;
  }
  const until = toEpochDay(addPeriods(last.period, periodType, 1)) - 1;
  const known = eachEvent(
    eventDays.filter(({ day }) => day <= until),
    RARE_MEAN * values.length,
  );
  if (!known?.length) {
    return undefined;
  }
  const since = lastChange(settings, until, periodType);
  const events = known.filter(day => since === undefined || day >= since);
  const isWhole = withoutGaps(values, periodType);
  const intervals = intervalsOf(events).filter(isWhole);
  const { shown, base } = selectIntervals(intervals, settings, since);
  const assessment: TrendAssessment = {
    trend: 'unknown',
    method: 'time-between',
    rules: settings.rules ?? 'nhs',
    points: shown.length,
    mean: null,
    lower: null,
    upper: null,
    ...(since === undefined ? {} : { chartFrom: fromEpochDay(since) }),
    chart: chartOf(values, []),
    times: shown.map(interval => toPoint(interval)),
  };
  if (base.length < MIN_POINTS) {
    return { ...assessment, reason: 'few-points' };
  }
  const limits = processLimits(base.map(one => lengthOf(one) ** POWER));
  const running: Interval = { from: events[events.length - 1], to: until };
  const isLong = isWhole(running) && lengthOf(running) ** POWER > limits.mean;
  const judged = isLong ? [...shown, running] : shown;
  const { times, ...verdict } = judge(judged, limits, isLong, options);
  const expected = expectedNumber(shown, running, periodType);
  const first = periodOf(fromEpochDay(shown[0].from), periodType);
  return {
    ...assessment,
    ...verdict,
    ...inDays(limits),
    value: lengthOf(judged[judged.length - 1]),
    expected: { lower: expected.lower, upper: expected.upper },
    times,
    chart: chartOf(values, times, { ...expected, first, periodType }),
  };
}

/**
 * The numbers of events with what they may be by chance. A period has the marks of the
 * events in it, and that of the last the mark of the time since then.
 */
function chartOf(
  values: SignalValue[],
  times: ProcessPoint[],
  expected?: ExpectedNumber & { first: string; periodType: PeriodType },
): ProcessPoint[] {
  const marks = new Map<string, ProcessPoint>();
  for (const time of times) {
    if (expected && time.rules.length) {
      marks.set(periodOf(time.period, expected.periodType), time);
    }
  }
  return values.slice(-WINDOW).map(({ period: start, value }) => {
    const isKnown = expected !== undefined && start >= expected.first;
    const { rules = [], meaning } = marks.get(start) ?? {};
    return {
      period: start,
      value,
      mean: isKnown ? expected.mean : null,
      lower: isKnown ? expected.lower : null,
      upper: isKnown ? expected.upper : null,
      rules,
      ...(meaning ? { meaning } : {}),
    };
  });
}

/** The signals in the times between events, and the verdict of those that hold. */
function judge(
  intervals: Interval[],
  limits: ProcessLimits,
  isRunning: boolean,
  { direction, settings, mostByChance }: TrendOptions,
): Pick<TrendAssessment, 'trend' | 'signal'> & { times: ProcessPoint[] } {
  const longIsGood = direction === 'lower' ? 'higher' : 'lower';
  const transformed = intervals.map(interval => ({
    period: fromEpochDay(interval.to),
    value: lengthOf(interval) ** POWER,
    ...limits,
  }));
  const points = intervals.map(one => ({ ...toPoint(one), ...inDays(limits) }));
  const patterns = findPatterns(transformed, settings.rules ?? 'nhs');
  const newest = intervals.length - 1;
  const holding: Signal[] = [];
  for (const pattern of patterns) {
    const [signal] = toSignals([pattern], transformed, longIsGood);
    for (const member of pattern.members) {
      const point = points[member];
      if (!point.rules.includes(pattern.rule)) {
        point.rules.push(pattern.rule);
      }
      point.meaning ??= signal.meaning;
    }
    const isOver =
      signal.rule === 'outside' && signal.side === 'above' && !isRunning;
    if (pattern.members.includes(newest) && !isOver) {
      const first = intervals[pattern.members[0]];
      holding.push({ ...signal, from: fromEpochDay(first.from) });
    }
  }
  const told =
    mostByChance === undefined
      ? holding
      : withoutChance(holding, points, mostByChance);
  return { ...verdictOf(told), times: points };
}

/**
 * The days of single events, each as often as there are events on it.
 *
 * @param most - more are not those of the counts, which are rare
 */
function eachEvent(days: EventDay[], most: number): number[] | undefined {
  const total = days.reduce((sum, { count }) => sum + count, 0);
  return total <= most
    ? days.flatMap(({ day, count }) => new Array<number>(count).fill(day))
    : undefined;
}

/** Whether values are numbers of events, so few that most periods have next to none. */
export function areRare(
  values: SignalValue[],
  periodType: PeriodType,
): boolean {
  let total = 0;
  let known = 0;
  for (const { value } of values) {
    if (value !== null) {
      if (value < 0 || !Number.isInteger(value)) {
        return false;
      }
      total += value;
      known++;
    }
  }
  const mean = total / known;
  return mean < RARE_MEAN && mean / DAYS[periodType] <= RARE_A_DAY;
}

/** The day from which the process is another one. */
function lastChange(
  { changes = [] }: SeriesSettings,
  until: number,
  periodType: PeriodType,
): number | undefined {
  return changes
    .map(({ date }) => toEpochDay(periodOf(date, periodType)))
    .findLast(day => day <= until);
}

/** Whether a time goes across no period of which nothing is known. */
function withoutGaps(
  values: SignalValue[],
  periodType: PeriodType,
): (interval: Interval) => boolean {
  const gaps = values
    .filter(({ value }) => value === null)
    .map(({ period: start }) => ({
      from: toEpochDay(start),
      to: toEpochDay(addPeriods(start, periodType, 1)) - 1,
    }));
  return ({ from, to }) => !gaps.some(gap => gap.from <= to && gap.to >= from);
}

function intervalsOf(events: number[]): Interval[] {
  return events.slice(1).map((to, index) => ({ from: events[index], to }));
}

/** Those that are shown, and those from which limits are calculated. */
function selectIntervals(
  intervals: Interval[],
  { baseline }: SeriesSettings,
  since = -Infinity,
): { shown: Interval[]; base: Interval[] } {
  const newest = intervals.slice(-WINDOW);
  if (!baseline || toEpochDay(baseline.from) < since) {
    return { shown: newest, base: newest };
  }
  const [from, to] = [toEpochDay(baseline.from), toEpochDay(baseline.to)];
  const base = intervals.filter(one => one.from >= from && one.to <= to);
  return {
    shown: base.length
      ? intervals.slice(
          Math.min(
            intervals.indexOf(base[0]),
            intervals.length - newest.length,
          ),
        )
      : newest,
    base,
  };
}

function lengthOf({ from, to }: Interval): number {
  return Math.max(to - from, SAME_DAY);
}

function inDays({ mean, lower, upper }: ProcessLimits): ProcessLimits {
  const days = (transformed: number) => Math.max(0, transformed) ** (1 / POWER);
  return { mean: days(mean), lower: days(lower), upper: days(upper) };
}

function toPoint(interval: Interval): ProcessPoint {
  return {
    period: fromEpochDay(interval.to),
    value: lengthOf(interval),
    mean: null,
    lower: null,
    upper: null,
    rules: [],
  };
}

/**
 * How many events a period may have: the quantiles, of three sigma, of a Poisson
 * distribution with the rate of the times and of that which is not over yet.
 */
function expectedNumber(
  shown: Interval[],
  running: Interval,
  periodType: PeriodType,
): ExpectedNumber {
  const days = [...shown, running].reduce((sum, one) => sum + lengthOf(one), 0);
  const rate = (shown.length / days) * DAYS[periodType];
  const quantile = (probability: number) => {
    let number = 0;
    let share = Math.exp(-rate);
    // There are never more than three a day: the shares do not come to nothing
    for (let below = share; below < probability; below += share) {
      number++;
      share *= rate / number;
    }
    return number;
  };
  return {
    mean: rate,
    lower: quantile(0.00135),
    upper: quantile(0.99865),
  };
}

import {
  periodOf,
  type ProcessPoint,
  type RuleSet,
  type Signal,
  type TrendAssessment,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { withoutChance } from './byChance';
import {
  eventsWithoutExceptions,
  withExceptions,
  withoutExceptions,
} from './exceptions';
import { isOfFew, supportedSignals } from './proportion';
import { type Season, seasonOf } from './seasonal';
import { assessTimeBetween } from './timeBetween';
import type { TrendOptions } from './trendOptions';
import type { SignalValue } from './types';
import { lacksRange, meaningsInRange, verdictOf } from './verdict';
import { type ProcessChart, processChart } from './xmr';

/** Of how many of the last complete periods the chart is. */
const CHART_PERIODS = 24;

/**
 * Whether a KPI improves, by the signals of its process behaviour chart over the last
 * 24 complete periods, or since the baseline; after a declared change from those after
 * it. `unknown` from fewer than 8 values.
 *
 * The verdict is that of the signal that holds, which is one that reaches the newest
 * point with a value; see {@link describeTrend} for what it comes to in words. Without
 * one the KPI is `stable`. A KPI that is to stay in a range improves where it moves
 * towards the range, and worse where it moves away; it is `stable` where it moves
 * without either, and `unknown` where a signal has no range to be judged by.
 *
 * - Season is taken out before where there is one; see `seasonOf`.
 * - Of rare events the days between them are charted; see `assessTimeBetween`.
 * - Of a share of few only what its interval supports is reported; see
 *   `supportedSignals`.
 * - What the points of the chart explain by chance is not a verdict; see `withoutChance`.
 *
 * Periods that were left out (`settings.exceptions`) are like those without a value: they
 * are in no limits and no signal. In the chart they have their value and a mark.
 *
 * Limits are never beyond what values can be: not below 0 where none is, of percentages
 * not above 100 where none is.
 *
 * @param values - complete periods without a gap, in chronological order; more than the chart
 * has show the season
 */
export function assessTrend(
  values: SignalValue[],
  options: TrendOptions,
): TrendAssessment {
  if (!options.settings.exceptions?.length) {
    return assessCounted(values, options);
  }
  const { eventDays } = options;
  const { chart, ...trend } = assessCounted(
    withoutExceptions(values, options),
    eventDays
      ? {
          ...options,
          eventDays: eventsWithoutExceptions(eventDays, values, options),
        }
      : options,
  );
  const all = withExceptions(chart, values, options);
  const leftOut = all.filter(({ exception }) => exception).length;
  return {
    ...trend,
    ...(leftOut ? { exceptions: leftOut } : {}),
    chart: all,
  };
}

function assessCounted(
  values: SignalValue[],
  options: TrendOptions,
): TrendAssessment {
  return assessTimeBetween(values, options) ?? assessValues(values, options);
}

function assessValues(
  values: SignalValue[],
  options: TrendOptions,
): TrendAssessment {
  const { unit, direction, settings, targetIn } = options;
  const ofFew = isOfFew(values.slice(-CHART_PERIODS), unit);
  const season =
    settings.seasonal === 'none' || ofFew
      ? undefined
      : seasonOf(values, options.periodType);
  const { signals, points } = chartOf(values, season, options);
  const chartFrom = startOfPart(points, options);
  const part = chartFrom
    ? points.filter(({ period: start }) => start >= chartFrom)
    : points;
  const known = part.filter(({ value }) => value !== null);
  const newest = known[known.length - 1];
  const assessment: TrendAssessment = {
    trend: 'unknown',
    method: ofFew ? 'proportion' : 'xmr',
    rules: rulesOf(options),
    points: known.length,
    ...(newest ? { value: newest.value ?? undefined } : {}),
    mean: newest?.mean ?? null,
    lower: newest?.lower ?? null,
    upper: newest?.upper ?? null,
    ...(season ? { adjusted: season.kind } : {}),
    ...(chartFrom ? { chartFrom } : {}),
    chart: points,
  };
  if (!newest || newest.mean === null) {
    return { ...assessment, reason: 'few-points' };
  }
  assessment.expected = expectedOf(known, season);
  if (known.every(({ value }) => value === newest.value)) {
    return { ...assessment, trend: 'stable', reason: 'constant' };
  }

  const supported = ofFew
    ? supportedSignals(signals, values.slice(-points.length), points)
    : signals;
  assessment.chart = withoutSignals(points, signals, supported);
  const isHolding = ({ to }: Signal) => to === newest.period;
  const target = targetIn(newest.period);
  const holding = meaningsInRange(supported.filter(isHolding), points, target);
  if (holding.length === 0 && signals.some(isHolding)) {
    return { ...assessment, reason: 'few-in-sample' };
  }
  const verdict = verdictOf(withoutChance(holding, part, options.mostByChance));
  if (!verdict.signal) {
    const past = supported.filter(signal => !isHolding(signal));
    return {
      ...assessment,
      ...verdict,
      ...endOf(past, part),
      ...(holding.length ? byChance(assessment.expected, newest.value) : {}),
    };
  }
  return lacksRange(direction, target)
    ? { ...assessment, ...verdict, trend: 'unknown' }
    : { ...assessment, ...verdict };
}

/** What the newest value came to by chance, other values may come to as well. */
function byChance(
  { lower, upper }: { lower: number; upper: number },
  value: number | null,
): Pick<TrendAssessment, 'reason' | 'expected'> {
  return {
    reason: 'by-chance',
    expected: {
      lower: Math.min(lower, value ?? lower),
      upper: Math.max(upper, value ?? upper),
    },
  };
}

/** Until when there was a signal that does not hold any more. */
function endOf(
  signals: Signal[],
  [first]: ProcessPoint[],
): Pick<TrendAssessment, 'past'> {
  const ends = signals.map(({ to }) => to).filter(to => to >= first.period);
  return ends.length ? { past: ends.sort()[ends.length - 1] } : {};
}

function rulesOf({ settings }: TrendOptions): RuleSet {
  return settings.rules ?? 'nhs';
}

/** The chart without the season, and then with it again. */
function chartOf(
  values: SignalValue[],
  season: Season | undefined,
  options: TrendOptions,
): Pick<ProcessChart, 'points' | 'signals'> {
  const { periodType, direction, settings, unit } = options;
  const { baseline, changes = [] } = settings;
  const { points, signals } = processChart(
    season
      ? values.map((one, index) => ({
          ...one,
          value: one.value === null ? null : one.value - season.offsets[index],
        }))
      : values,
    {
      rules: rulesOf(options),
      direction,
      window: CHART_PERIODS,
      baseline: baseline && {
        from: periodOf(baseline.from, periodType),
        to: periodOf(baseline.to, periodType),
      },
      changes: changes.map(({ date }) => periodOf(date, periodType)),
    },
  );
  const possible = possibleValues(values, unit);
  const first = values.length - points.length;
  return {
    signals,
    points: points.map((point, index) => {
      const offset = season ? season.offsets[first + index] : 0;
      const moved = (limit: number | null) =>
        limit === null
          ? null
          : Math.min(possible.max, Math.max(possible.min, limit + offset));
      return {
        ...point,
        value: values[first + index].value,
        mean: moved(point.mean),
        lower: moved(point.lower),
        upper: moved(point.upper),
      };
    }),
  };
}

/** Beyond what there is no value in the history, as there can be none. */
function possibleValues(
  values: SignalValue[],
  unit: string,
): { min: number; max: number } {
  const isEach = (is: (value: number) => boolean) =>
    values.every(({ value }) => value === null || is(value));
  return {
    min: isEach(value => value >= 0) ? 0 : -Infinity,
    max: unit === '%' && isEach(value => value <= 100) ? 100 : Infinity,
  };
}

/** The first day of the newest part of a chart in which a change was declared. */
function startOfPart(
  points: ProcessPoint[],
  { settings, periodType }: TrendOptions,
): string | undefined {
  const first = points[0]?.period;
  const last = points[points.length - 1]?.period;
  return settings.changes
    ?.map(({ date }) => periodOf(date, periodType))
    .findLast(start => start > first && start <= last);
}

/** Between which values periods lie: the limits of all parts of the season. */
function expectedOf(
  known: ProcessPoint[],
  season: Season | undefined,
): { lower: number; upper: number } {
  const cycle = known.slice(-(season?.length ?? 1));
  return {
    lower: Math.min(...cycle.map(({ lower }) => lower ?? Infinity)),
    upper: Math.max(...cycle.map(({ upper }) => upper ?? -Infinity)),
  };
}

/** The points, without the marks of signals that are not reported. */
function withoutSignals(
  points: ProcessPoint[],
  found: Signal[],
  described: Signal[],
): ProcessPoint[] {
  if (found.length === described.length) {
    return points;
  }
  const isOf = (point: ProcessPoint) => (signal: Signal) =>
    signal.from <= point.period && point.period <= signal.to;
  return points.map(({ meaning, ...point }) => {
    const signals = described.filter(isOf(point));
    const rules = point.rules.filter(rule =>
      signals.some(signal => signal.rule === rule),
    );
    return rules.length ? { ...point, rules, meaning } : { ...point, rules };
  });
}

import {
  type Assessment,
  type Forecast,
  periodOf,
  type PeriodType,
  type SignalSummary,
  type TargetChance,
  type TrendAssessment,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { aggregationTraits, assertFinite } from '../arithmetic';
import { assessTrend } from './assessTrend';
import { capabilityOf } from './capability';
import { withoutExceptions } from './exceptions';
import {
  summariseChances,
  forecast,
  forecastRareCount,
  reachableFrom,
} from './forecast';
import { naturalBounds } from './plausible';
import { assessQuality, QualityOptions } from './quality';
import { areRare } from './timeBetween';
import { TrendOptions } from './trendOptions';
import type { SignalValue } from './types';

/**
 * Of how many complete periods up to the current one a history is assessed.
 */
export const SIGNAL_PERIODS: Record<PeriodType, number> = {
  day: 182,
  week: 104,
  month: 60,
  quarter: 24,
};

/**
 * With what {@link assessSeries} assesses a series.
 */
export type SeriesOptions = TrendOptions &
  QualityOptions & {
    /** What the running period has come to so far; nothing if nothing is measured. */
    measured?: number | null;
  };

/**
 * Reads from a history whether it improves, whether the target will be met, where
 * it goes, and how far the data can be trusted.
 *
 * @param values - complete periods without a gap, in chronological order, the current one
 * last: {@link SIGNAL_PERIODS} of them, or from the first value or the baseline on
 * @throws `InputError` if something of it is beyond what a number holds
 */
export function assessSeries(
  values: SignalValue[],
  options: SeriesOptions,
): Assessment {
  const trend = assessTrend(values, options);
  const current = values[values.length - 1]?.period;
  const expected = expectedOf(
    withoutExceptions(values, options),
    options,
    trend,
  );
  const assessment: Assessment = {
    trend,
    capability: capabilityOf(
      current === undefined ? undefined : options.targetIn(current),
      options.direction,
      trend.expected,
    ),
    ...(expected ? { forecast: expected, ...summariseChances(expected) } : {}),
    quality: assessQuality(values, options),
  };
  assertFinite(assessment, 'assessment');
  return assessment;
}

function expectedOf(
  values: SignalValue[],
  options: SeriesOptions,
  { method, signal }: TrendAssessment,
): Forecast | undefined {
  const { measured, overTime, isComputed, periodType, unit } = options;
  // What a formula comes to neither only grows nor only falls
  const reachable = isComputed ? {} : reachableFrom(measured, overTime, values);
  // Of members together the days of events are not known, but how many there were
  const isRareCount =
    unit === '1' &&
    aggregationTraits[overTime].addsUp &&
    !isComputed &&
    areRare(values, periodType);
  if (method === 'time-between' || isRareCount) {
    // Another rate holds since a shift of the times between events
    const since =
      method === 'time-between' && signal?.rule === 'shift'
        ? signal.from
        : undefined;
    return forecastRareCount(
      values,
      { ...options, reachable },
      since && periodOf(since, periodType),
    );
  }
  const bounds = naturalBounds(options);
  return forecast(values, { ...options, bounds, reachable });
}

/**
 * What of an assessment is kept beside the current value: some hundred bytes. Numbers
 * are rounded to six digits.
 */
export function summarise(assessment: Assessment): SignalSummary {
  const { trend, capability, chance, nextTarget, quality } = assessment;
  const {
    chart,
    times,
    rules,
    value,
    mean,
    lower,
    upper,
    expected,
    ...others
  } = trend;
  return {
    ...others,
    ...(value === undefined ? {} : { value: rounded(value) }),
    mean: rounded(mean),
    lower: rounded(lower),
    upper: rounded(upper),
    ...(expected
      ? {
          expected: {
            lower: rounded(expected.lower),
            upper: rounded(expected.upper),
          },
        }
      : {}),
    capability,
    ...(chance ? { chance: roundedChance(chance) } : {}),
    ...(nextTarget ? { nextTarget: roundedChance(nextTarget) } : {}),
    quality: { ...quality, completeness: rounded(quality.completeness) },
  };
}

function roundedChance(chance: TargetChance): TargetChance {
  const { probability, byHistory } = chance;
  return {
    ...chance,
    probability: rounded(probability),
    ...(byHistory === undefined ? {} : { byHistory: rounded(byHistory) }),
  };
}

function rounded<T extends number | null>(value: T): T {
  return (value === null ? null : Number(value.toPrecision(6))) as T;
}

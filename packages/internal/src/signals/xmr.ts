import type {
  Direction,
  ProcessPoint,
  RuleSet,
  Signal,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { findPatterns, meaningOf, toSignals } from './rules';
import { mean } from './statistics';
import type { SignalValue } from './types';

/**
 * From how many values on limits are calculated and anything is claimed at all.
 */
export const MIN_POINTS = 8;

/**
 * d2 of moving ranges of two, rounded so that 3 / d2 is Wheeler's 2.66. Tables and
 * other software have it as 1.128379.
 */
const D2 = 3 / 2.66;

/** D4 of moving ranges of two: beyond D4 times their mean they are exceptional. */
const D4 = 3.267;

/**
 * Where the values of a process lie as long as it does not change.
 */
export type ProcessLimits = { mean: number; lower: number; upper: number };

/**
 * The natural process limits of an XmR chart: mean ± 3 mR / d2, where mR is the mean
 * of the moving ranges |xᵢ - xᵢ₋₁|. With the default this is mean ± 2.66 mR.
 *
 * Screening leaves out, once, the moving ranges of 3.267 times their mean or more, so
 * that a single jump does not hide others by its width. Where most values would then be
 * outside the limits, or the limits would have no width, as in a nearly constant series
 * with some jumps, nothing is left out: the jumps are how the process is.
 *
 * Source: D. J. Wheeler, Understanding Variation, 1993; the screening as in NHS
 * England, Making Data Count, and its R package NHSRplotthedots.
 *
 * @param values - in chronological order, at least 2
 * @param options - `screen` is on unless it is false
 */
export function processLimits(
  values: number[],
  options: { screen?: boolean; d2?: number } = {},
): ProcessLimits {
  const { screen = true, d2 = D2 } = options;
  const centre = mean(values);
  const limitsOf = (range: number): ProcessLimits => ({
    mean: centre,
    lower: centre - (3 / d2) * range,
    upper: centre + (3 / d2) * range,
  });

  const ranges = values
    .slice(1)
    .map((value, index) => Math.abs(value - values[index]));
  const range = mean(ranges);
  const usual = ranges.filter(one => one < D4 * range);
  // Limits of no width would make a signal of every value that differs
  if (!screen || usual.length === 0 || mean(usual) === 0) {
    return limitsOf(range);
  }
  const screened = limitsOf(mean(usual));
  const outside = values.filter(
    value => value < screened.lower || value > screened.upper,
  );
  return outside.length > values.length / 2 ? limitsOf(range) : screened;
}

/**
 * With what a chart is drawn.
 */
export type ProcessChartOptions = {
  rules: RuleSet;
  direction: Direction;
  /** Whether exceptional moving ranges are left out; see {@link processLimits}. */
  screen?: boolean;
  /** How many of the last periods the chart has; all if not given. */
  window?: number;
  /** First days of the first and the last period from which limits are calculated. */
  baseline?: { from: string; to: string };
  /** First days of the periods from which limits are recalculated. */
  changes?: string[];
};

/**
 * A process behaviour chart; `mean` and limits are those of its newest part, `null`
 * where that has too few values.
 */
export type ProcessChart = {
  points: ProcessPoint[];
  /** In the order in which they end. */
  signals: Signal[];
  mean: number | null;
  lower: number | null;
  upper: number | null;
};

/**
 * The process behaviour chart (XmR) of a series, with its signals.
 *
 * - A period without a value is not a point: the values before and after it are
 *   neighbours, in moving ranges and in runs. A gap neither ends a run nor counts.
 * - Declared changes cut the series into parts. Each has limits of its own, from its
 *   own values in the window, and no run goes across.
 * - A baseline freezes the limits of the part in which it begins, to those of the
 *   values in these dates, also where they are before the window: the chart then
 *   begins with the baseline.
 * - Limits from fewer than {@link MIN_POINTS} values are none, and neither are there
 *   signals.
 *
 * @param values - all periods in chronological order, those without a value too
 */
export function processChart(
  values: SignalValue[],
  options: ProcessChartOptions,
): ProcessChart {
  const { baseline, changes = [], window = values.length } = options;
  const indexOf = (date: string) =>
    values.findIndex(value => value.period >= date);
  const frozen = baseline ? indexOf(baseline.from) : -1;
  let start = Math.max(0, values.length - window);
  if (frozen >= 0) {
    start = Math.min(start, frozen);
  }
  const cuts = [...new Set(changes.map(indexOf))]
    .filter(index => index > start)
    .sort((a, b) => a - b);

  const parts = [start, ...cuts].map((from, index) => {
    const to = cuts[index] ?? values.length;
    return chartPart(
      values.slice(from, to),
      options,
      frozen >= from && frozen < to ? baseline : undefined,
    );
  });
  const newest = parts[parts.length - 1];
  return {
    points: parts.flatMap(part => part.points),
    signals: parts.flatMap(part => part.signals),
    mean: newest.mean,
    lower: newest.lower,
    upper: newest.upper,
  };
}

const noLimits = { mean: null, lower: null, upper: null };

/** One process: its limits hold for each of its values. */
function chartPart(
  values: SignalValue[],
  { rules, direction, screen }: ProcessChartOptions,
  baseline?: { from: string; to: string },
): ProcessChart {
  const known = values.flatMap(({ period: start, value }) =>
    value === null ||
    (baseline && (start < baseline.from || start > baseline.to))
      ? []
      : [value],
  );
  const limits =
    known.length < MIN_POINTS ? noLimits : processLimits(known, { screen });

  const points: ProcessPoint[] = values.map(({ period, value }) => ({
    period,
    value,
    ...limits,
    rules: [],
  }));
  const patterns = findPatterns(points, rules);
  for (const { rule, side, members } of patterns) {
    for (const member of members) {
      const point = points[member];
      if (!point.rules.includes(rule)) {
        point.rules.push(rule);
      }
      point.meaning ??= meaningOf(side, direction);
    }
  }
  return { points, signals: toSignals(patterns, points, direction), ...limits };
}

import type {
  Aggregation,
  PeriodType,
  Plausible,
  QualityAssessment,
  QualityIssue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { aggregationTraits } from '../arithmetic';
import { naturalBounds } from './plausible';
import {
  gradeOfGaps,
  type KnownValue,
  RECENT_PERIODS,
  worstGrade,
} from './qualityGrades';
import { volumeIssues } from './qualityVolume';
import type { SignalValue } from './types';

/**
 * With what the data of a series are assessed.
 */
export type QualityOptions = {
  unit: string;
  overTime: Aggregation;
  periodType: PeriodType;
  /** For how many days the source is silent beyond what the KPI allows; 0 if in time. */
  daysLate: number;
  /** In place of what the unit says. */
  plausible?: Plausible;
  /** By a formula, whose gaps are those of its operands, or of a division by zero. */
  isComputed?: boolean;
};

/** Below it only what is certain is reported. */
const MIN_PERIODS = 8;

/** Of how many further periods of silence, in days, nothing can be relied on. */
const DAYS_OF_D: Record<PeriodType, number> = {
  day: 3,
  week: 21,
  month: 92,
  quarter: 276,
};

/** The chance of a period without events below which one is a gap. */
const EMPTY_CHANCE = 0.00005;

/** The chance below which a run of equal values is none. */
const CONSTANT_CHANCE = 0.001;

/** Weeks that have to be known before a day of the week counts as one of rest. */
const WEEKS_KNOWN = 4;

/**
 * How far the data of a series can be trusted: freshness, gaps, sudden changes in
 * volume, values that cannot be, and values that do not change. `docs/signals.md`
 * describes each check, its grade and how often it is wrong.
 *
 * The grade is that of the worst issue: A without one, and none where there are fewer
 * than 8 values and nothing certain is wrong.
 *
 * @param values - complete periods up to the current one, oldest first, without
 * holes: `null` where nothing was measured
 */
export function assessQuality(
  values: SignalValue[],
  options: QualityOptions,
): QualityAssessment {
  const known = values.flatMap(({ value, ...others }, index) =>
    value === null ? [] : [{ ...others, value, index }],
  );
  const sinceFirst = known.length ? values.slice(known[0].index) : [];
  const expected = expectedPeriods(sinceFirst, options.periodType);
  const isEnough = known.length >= MIN_PERIODS;
  const bounds = naturalBounds(options);
  const issues = [
    ...lateIssues(values, known, options),
    ...impossibleIssues(known, values, bounds),
    ...(isEnough
      ? [
          ...gapIssues(expected, known, options),
          ...constantIssues(known, bounds, options),
          ...volumeIssues(known, options.periodType),
        ]
      : []),
  ];
  return {
    grade: issues.length || isEnough ? worstGrade(issues) : null,
    completeness: expected.length ? known.length / expected.length : 0,
    issues,
  };
}

function lateIssues(
  values: SignalValue[],
  known: KnownValue[],
  { daysLate, periodType }: QualityOptions,
): QualityIssue[] {
  if (daysLate <= 0 || !values.length) {
    return [];
  }
  const last = known[known.length - 1];
  return [
    {
      kind: 'late',
      grade: daysLate >= DAYS_OF_D[periodType] ? 'D' : 'C',
      period: (last ?? values[0]).period,
      count: values.length - 1 - (last?.index ?? -1),
      amount: daysLate,
    },
  ];
}

function impossibleIssues(
  known: KnownValue[],
  values: SignalValue[],
  { min = -Infinity, max = Infinity }: Plausible,
): QualityIssue[] {
  const found = known.filter(({ value }) => value < min || value > max);
  if (!found.length) {
    return [];
  }
  const newest = found[found.length - 1];
  const isRecent = values.length - newest.index <= RECENT_PERIODS;
  return [
    {
      kind: 'impossible',
      grade: isRecent ? 'D' : 'C',
      period: newest.period,
      count: found.length,
      amount: newest.value,
    },
  ];
}

/**
 * The periods of which a value is expected: all, but in a series of days not the days
 * of the week on which there never was one.
 */
function expectedPeriods(
  values: SignalValue[],
  periodType: PeriodType,
): SignalValue[] {
  if (periodType !== 'day' || values.length < 7 * WEEKS_KNOWN) {
    return values;
  }
  const isWorkday = Array.from({ length: 7 }, (_, weekday) =>
    values.some(({ value }, index) => index % 7 === weekday && value !== null),
  );
  return values.filter((_, index) => isWorkday[index % 7]);
}

/** Gaps between values; silence since the last one is a matter of `late`. */
function gapIssues(
  expected: SignalValue[],
  known: KnownValue[],
  { overTime, isComputed }: QualityOptions,
): QualityIssue[] {
  if (isComputed) {
    return [];
  }
  const { period: start } = known[known.length - 1];
  const last = expected.findIndex(value => value.period === start);
  const recent = expected.slice(
    Math.max(last + 1 - RECENT_PERIODS, 0),
    last + 1,
  );
  const gaps = recent.filter(({ value }) => value === null);
  if (!gaps.length || !isRegular(expected, known, overTime)) {
    return [];
  }
  const share = gaps.length / recent.length;
  return [
    {
      kind: 'gaps',
      grade: gradeOfGaps(share),
      period: gaps[0].period,
      count: gaps.length,
      amount: share,
    },
  ];
}

/**
 * Whether every period is to have a value. A number of things or a stock can be given
 * for every period; a mean, median or maximum of events only where there were some. So
 * a period without any must not be due to chance. Or the weight is 1 throughout, in at least
 * half of the periods: of events as rare as that, two would sometimes have come in one
 * period (at a rate of ln 2 in 31 % of those that have any).
 */
function isRegular(
  expected: SignalValue[],
  known: KnownValue[],
  overTime: Aggregation,
): boolean {
  const { addsUp, isStock } = aggregationTraits[overTime];
  if (addsUp || isStock) {
    return true;
  }
  const weights = known.map(({ weight }) => weight ?? 1);
  return weights.every(weight => weight === 1)
    ? 2 * known.length >= expected.length
    : chanceOfNone(weights) < EMPTY_CHANCE;
}

/**
 * The chance that a period has no events at all, of the numbers of events in those that
 * have some: the zero class of a negative binomial distribution with their mean m and
 * variance v, (r / (r + m))^r with r = m^2 / (v - m), as events come in clusters; e^-m,
 * that of a Poisson distribution, where they do not.
 *
 * Source: F. J. Anscombe, Sampling theory of the negative binomial and logarithmic
 * series distributions, Biometrika 37 (1950), the estimate by moments.
 */
function chanceOfNone(counts: number[]): number {
  const mean = counts.reduce((total, x) => total + x, 0) / counts.length;
  const variance =
    counts.reduce((total, x) => total + (x - mean) ** 2, 0) /
    (counts.length - 1);
  const r = variance > mean ? mean ** 2 / (variance - mean) : Infinity;
  return r === Infinity ? Math.exp(-mean) : (r / (r + mean)) ** r;
}

/**
 * The newest values are all the same, and chance does not explain it: the chance r
 * that a value is that of the period before comes from the values before the run, as
 * (repeats + 1) / (pairs + 2) (Laplace's rule of succession), and that of the whole
 * run is r to the power of its repeats. Not at a bound that nothing can pass, such as
 * 0 incidents or 100 %, and not a stock that never changed.
 */
function constantIssues(
  known: KnownValue[],
  { min, max }: Plausible,
  { overTime }: QualityOptions,
): QualityIssue[] {
  const { value } = known[known.length - 1];
  let first = known.length - 1;
  while (first > 0 && known[first - 1].value === value) {
    first--;
  }
  if (value === 0 || value === min || value === max) {
    return [];
  }
  if (aggregationTraits[overTime].isStock && first < MIN_PERIODS) {
    return [];
  }
  const pairs = Math.max(first - 1, 0);
  let repeats = 0;
  for (let i = 1; i < first; i++) {
    repeats += known[i].value === known[i - 1].value ? 1 : 0;
  }
  const count = known.length - first;
  const chance = ((repeats + 1) / (pairs + 2)) ** (count - 1);
  return chance < CONSTANT_CHANCE
    ? [
        {
          kind: 'constant',
          grade: 'C',
          period: known[first].period,
          count,
          amount: value,
        },
      ]
    : [];
}

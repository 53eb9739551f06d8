import { PeriodType, toEpochDay } from '../arithmetic';
import type { Aggregation } from '../definitions';
import { volumeIssues } from './qualityVolume';
import { naturalBounds } from './plausible';
import type {
  Plausible,
  QualityAssessment,
  QualityGrade,
  QualityIssue,
  SignalValue,
} from './types';

/**
 * With what the data of a series are assessed.
 *
 * @public
 */
export type QualityOptions = {
  unit: string;
  overTime: Aggregation;
  periodType: PeriodType;
  /** For how many days the source is silent beyond what the KPI allows; 0 if in time. */
  daysLate: number;
  /** In place of what the unit says. */
  plausible?: Plausible;
};

/** Below it only what is certain is told. */
const MIN_PERIODS = 8;

/** The periods in which gaps count, and in which an impossible value is fresh. */
const RECENT_PERIODS = 24;

/** The share of periods without a value from which the grade is C, and D. */
const GAPS_OF_C = 0.1;
const GAPS_OF_D = 0.5;

/** Of how many further periods of silence, in days, nothing can be relied on. */
const DAYS_OF_D: Record<PeriodType, number> = {
  day: 3,
  week: 21,
  month: 92,
  quarter: 276,
};

/** Events behind a usual period from which one without any is no chance: e^-10. */
const MIN_EVENTS = 10;

/** The chance below which a run of equal values is none. */
const CONSTANT_CHANCE = 0.001;

/** Weeks that have to be known before a day of the week counts as one of rest. */
const WEEKS_KNOWN = 4;

/** A period that has a value. */
type Known = SignalValue & { value: number };

/**
 * How far the data of a series can be trusted: freshness, gaps, sudden changes in
 * volume, values that cannot be, and values that do not change. `docs/signals.md`
 * tells each check, its grade and how often it is wrong.
 *
 * The grade is that of the worst issue: A without one, and none where there are fewer
 * than 8 values and nothing certain is wrong.
 *
 * @param values - complete periods up to the current one, oldest first, without
 * holes: `null` where nothing was measured
 * @public
 */
export function assessQuality(
  values: SignalValue[],
  options: QualityOptions,
): QualityAssessment {
  const known = values.filter(isKnown);
  const sinceFirst = known.length ? values.slice(values.indexOf(known[0])) : [];
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

/**
 * The worst grade of some issues, A if there are none.
 *
 * @public
 */
export function worstGrade(
  issues: Pick<QualityIssue, 'grade'>[],
): QualityGrade {
  return issues.reduce<QualityGrade>(
    (worst, { grade }) => (grade > worst ? grade : worst),
    'A',
  );
}

function isKnown(value: SignalValue): value is Known {
  return value.value !== null;
}

function lateIssues(
  values: SignalValue[],
  known: Known[],
  { daysLate, periodType }: QualityOptions,
): QualityIssue[] {
  if (daysLate <= 0 || !values.length) {
    return [];
  }
  const last = known[known.length - 1] ?? values[0];
  return [
    {
      kind: 'late',
      grade: daysLate >= DAYS_OF_D[periodType] ? 'D' : 'C',
      period: last.period,
      count: values.length - 1 - values.indexOf(last),
      amount: daysLate,
    },
  ];
}

function impossibleIssues(
  known: Known[],
  values: SignalValue[],
  { min = -Infinity, max = Infinity }: Plausible,
): QualityIssue[] {
  const found = known.filter(({ value }) => value < min || value > max);
  if (!found.length) {
    return [];
  }
  const newest = found[found.length - 1];
  const isRecent = values.length - values.indexOf(newest) <= RECENT_PERIODS;
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
  const weekdays = new Set(
    values.filter(isKnown).map(({ period }) => toEpochDay(period) % 7),
  );
  return values.filter(({ period }) => weekdays.has(toEpochDay(period) % 7));
}

/** Gaps between values; silence since the last one is a matter of `late`. */
function gapIssues(
  expected: SignalValue[],
  known: Known[],
  { overTime }: QualityOptions,
): QualityIssue[] {
  const last = expected.indexOf(known[known.length - 1]);
  const recent = expected.slice(
    Math.max(last + 1 - RECENT_PERIODS, 0),
    last + 1,
  );
  const gaps = recent.filter(value => !isKnown(value));
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

function gradeOfGaps(share: number): QualityGrade {
  if (share < GAPS_OF_C) {
    return 'B';
  }
  return share < GAPS_OF_D ? 'C' : 'D';
}

/**
 * Whether every period is to have a value. A number of things or a stock can be told
 * of every period; a mean, median or maximum of events only where there were some. So
 * it has to be of so many events that a period without any is no chance. Or of a
 * weight of 1 throughout, in at least half of the periods: of events as rare as that,
 * two would sometimes have come in one period (at a rate of ln 2 in 31 % of those
 * that have any).
 */
function isRegular(
  expected: SignalValue[],
  known: Known[],
  overTime: Aggregation,
): boolean {
  if (overTime === 'sum' || overTime === 'last') {
    return true;
  }
  const weights = known.map(({ weight }) => weight ?? 1).sort((a, b) => a - b);
  const usual = weights[Math.floor((weights.length - 1) / 2)];
  const isUnweighted = weights[0] === 1 && weights[weights.length - 1] === 1;
  return isUnweighted
    ? 2 * known.length >= expected.length
    : usual >= MIN_EVENTS;
}

/**
 * The newest values are all the same, and chance does not explain it: the chance r
 * that a value is that of the period before comes from the values before the run, as
 * (repeats + 1) / (pairs + 2) (Laplace's rule of succession), and that of the whole
 * run is r to the power of its repeats. Not at a bound that nothing can pass, such as
 * 0 incidents or 100 %, and not a stock that never changed.
 */
function constantIssues(
  known: Known[],
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
  const isStock = overTime === 'last';
  if (isStock && first < MIN_PERIODS) {
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

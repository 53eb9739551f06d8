import type { PeriodType } from '../arithmetic';
import { tellerOf, type DescribeOptions, type Teller } from './describeWords';
import type { Signal, TrendAssessment } from './types';
import { MIN_POINTS } from './xmr';

/**
 * What the words need of an assessment: also a summary has it.
 *
 * @public
 */
export type DescribedTrend = Omit<TrendAssessment, 'chart' | 'times' | 'rules'>;

const seasons = {
  'day-of-week': 'week',
  'month-of-year': 'year',
  'quarter-of-year': 'year',
} as const satisfies Record<NonNullable<TrendAssessment['adjusted']>, string>;

/**
 * Whether a KPI improves, and how that is known, in one sentence without a full
 * stop: `7 months in a row below the average of 5.2 h: improving since May 2026`.
 *
 * @public
 */
export function describeTrend(
  trend: DescribedTrend,
  options: DescribeOptions,
): string {
  const tell = tellerOf(options);
  if (trend.signal) {
    return trend.method === 'time-between'
      ? timeBetweenSignal(trend, trend.signal, tell)
      : valueSignal(trend, trend.signal, options.periodType, tell);
  }
  if (trend.reason === 'constant') {
    return constant(trend, tell);
  }
  return trend.trend === 'stable'
    ? stable(trend, options.periodType, tell)
    : unknown(trend, options.periodType, tell);
}

function valueSignal(
  trend: DescribedTrend,
  signal: Signal,
  periodType: PeriodType,
  tell: Teller,
): string {
  const { words } = tell;
  const { rule, side, points } = signal;
  const value = (number: number | null) =>
    number === null ? '?' : tell.value(number);
  const newest = trend.value === undefined ? undefined : value(trend.value);
  const limit = value(side === 'above' ? trend.upper : trend.lower);
  const mean = value(trend.mean);
  const periods = tell.periods(points);
  const context = contextInWords(trend, tell);
  const ending = verdict(trend, signal, tell, tell.since(signal.from));
  const cluster = (among: number) =>
    // More points than the rule looks at: several patterns overlap
    points < among
      ? words.clusterOfLast(points, among, periodType)
      : words.clusterOfLatest(points, periodType);

  switch (rule) {
    case 'outside':
      return words.outside({
        value: newest,
        inPeriod: tell.inPeriod(signal.to),
        side,
        limit,
        context,
        verdict: verdict(trend, signal, tell),
      });
    case 'shift':
      return trend.adjusted
        ? words.shiftOfSeason({
            periods,
            side,
            season: seasons[trend.adjusted],
            context: afterChange(trend, tell),
            verdict: ending,
          })
        : words.shift({ periods, side, mean, context, verdict: ending });
    case 'trend':
      return words.run({
        periods,
        side,
        value: newest,
        context,
        verdict: ending,
      });
    case 'two-of-three':
      return words.twoOfThree({
        cluster: cluster(3),
        side,
        limit,
        context,
        verdict: ending,
      });
    case 'three-of-four':
      return words.threeOfFour({
        cluster: cluster(4),
        side,
        limit,
        mean,
        context,
        verdict: ending,
      });
    default:
      return words.fourOfFive({
        cluster: cluster(5),
        side,
        mean,
        context,
        verdict: ending,
      });
  }
}

/** What was taken into account, in a clause of its own. */
function contextInWords(trend: DescribedTrend, tell: Teller): string {
  const { words } = tell;
  return [
    trend.adjusted ? words.seasonClause(seasons[trend.adjusted]) : '',
    trend.method === 'proportion' && trend.signal?.rule !== 'outside'
      ? words.fewClause
      : '',
    afterChange(trend, tell),
  ].join('');
}

function afterChange({ since }: DescribedTrend, tell: Teller): string {
  return since ? tell.words.changeClause(tell.inPeriod(since)) : '';
}

/** What a signal means; since when, if the periods have a name. */
function verdict(
  { trend }: DescribedTrend,
  { meaning }: Signal,
  { words }: Teller,
  since?: string,
): string {
  return meaning === 'change'
    ? words.changed(since, trend === 'stable')
    : words.verdict(meaning, since);
}

/** The points are the times between events, in days. */
function timeBetweenSignal(
  trend: DescribedTrend,
  signal: Signal,
  tell: Teller,
): string {
  const { words } = tell;
  const { rule, side, points } = signal;
  const usual = tell.days(trend.mean);
  const ending = verdict(trend, signal, tell, tell.since(signal.from, 'day'));
  switch (rule) {
    case 'outside':
      return words.timeOutside({
        side,
        value: tell.days(trend.value ?? null),
        limit: tell.days(side === 'above' ? trend.upper : trend.lower),
        verdict: ending,
      });
    case 'shift':
      return words.timeShift({ side, points, usual, verdict: ending });
    case 'trend':
      return words.timeRun({ side, points, verdict: ending });
    default:
      return words.timeCluster({ side, points, usual, verdict: ending });
  }
}

function stable(
  trend: DescribedTrend,
  periodType: PeriodType,
  tell: Teller,
): string {
  const { words } = tell;
  const { method, points, lower, upper, adjusted, past, reason, value } = trend;
  if (method === 'time-between') {
    return words.timeStable(points, tell.days(upper));
  }
  const periods = tell.periods(points);
  const context = contextInWords({ ...trend, method: 'xmr' }, tell);
  const found =
    reason === 'by-chance'
      ? words.byChance({ periods, context })
      : words.stable({
          ...(past ? { past: tell.period(past) } : {}),
          periods,
          context,
        });
  const isBeyond =
    reason === 'by-chance' &&
    value !== undefined &&
    (value < (lower ?? value) || value > (upper ?? value));
  return lower === null || upper === null || isBeyond
    ? found
    : words.varies({
        found,
        range: tell.range(lower, upper),
        lastOnly: adjusted !== undefined,
        type: periodType,
      });
}

function constant(trend: DescribedTrend, tell: Teller): string {
  const { points, mean } = trend;
  return tell.words.constant({
    periods: tell.periods(points),
    context: afterChange(trend, tell),
    ...(mean === null ? {} : { value: tell.value(mean) }),
  });
}

function unknown(
  trend: DescribedTrend,
  periodType: PeriodType,
  tell: Teller,
): string {
  const { words } = tell;
  const { method, points, reason } = trend;
  if (reason === 'few-in-sample') {
    return words.fewInSample(periodType);
  }
  return method === 'time-between'
    ? words.fewTimes(points, MIN_POINTS)
    : words.fewPeriods({
        points,
        periods: tell.periods(points),
        type: periodType,
        context: afterChange(trend, tell),
        needed: MIN_POINTS,
      });
}

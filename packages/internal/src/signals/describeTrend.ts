import type {
  PeriodType,
  Signal,
  TrendAssessment,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { type DescribeOptions, type Phrases, phrasesOf } from './describeWords';
import { MIN_POINTS } from './xmr';

/**
 * What the words need of an assessment: also a summary has it.
 */
export type DescribedTrend = Omit<TrendAssessment, 'chart' | 'times' | 'rules'>;

const seasons = {
  'day-of-week': 'week',
  'month-of-year': 'year',
  'quarter-of-year': 'year',
} as const satisfies Record<NonNullable<TrendAssessment['adjusted']>, string>;

/**
 * Whether a KPI improves, and how that is known, in one sentence without a full
 * stop: `7 months in a row below the average of 5.2 h: improving since May 2026`. It says
 * how many periods were left out.
 */
export function describeTrend(
  trend: DescribedTrend,
  options: DescribeOptions,
): string {
  const phrases = phrasesOf(options);
  const sentence = withoutExceptions(trend, options, phrases);
  return trend.exceptions
    ? phrases.words.leftOut(sentence, phrases.periods(trend.exceptions))
    : sentence;
}

function withoutExceptions(
  trend: DescribedTrend,
  options: DescribeOptions,
  phrases: Phrases,
): string {
  if (trend.signal) {
    return trend.method === 'time-between'
      ? timeBetweenSignal(trend, trend.signal, phrases)
      : valueSignal(trend, trend.signal, options.periodType, phrases);
  }
  if (trend.reason === 'constant') {
    return constant(trend, phrases);
  }
  return trend.trend === 'stable'
    ? stable(trend, options.periodType, phrases)
    : unknown(trend, options.periodType, phrases);
}

function valueSignal(
  trend: DescribedTrend,
  signal: Signal,
  periodType: PeriodType,
  phrases: Phrases,
): string {
  const { words } = phrases;
  const { rule, side, points } = signal;
  const value = (number: number | null) =>
    number === null ? '?' : phrases.value(number);
  const newest = trend.value === undefined ? undefined : value(trend.value);
  const limit = value(side === 'above' ? trend.upper : trend.lower);
  const mean = value(trend.mean);
  const periods = phrases.periods(points);
  const context = contextInWords(trend, phrases);
  const ending = verdict(trend, signal, phrases, phrases.since(signal.from));
  const cluster = (among: number) =>
    // More points than the rule looks at: several patterns overlap
    points < among
      ? words.clusterOfLast(points, among, periodType)
      : words.clusterOfLatest(points, periodType);

  switch (rule) {
    case 'outside':
      return words.outside({
        value: newest,
        inPeriod: phrases.inPeriod(signal.to),
        side,
        limit,
        context,
        verdict: verdict(trend, signal, phrases),
      });
    case 'shift':
      return trend.adjusted
        ? words.shiftOfSeason({
            periods,
            side,
            season: seasons[trend.adjusted],
            context: afterChange(trend, phrases),
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
function contextInWords(trend: DescribedTrend, phrases: Phrases): string {
  const { words } = phrases;
  return [
    trend.adjusted ? words.seasonClause(seasons[trend.adjusted]) : '',
    trend.method === 'proportion' && trend.signal?.rule !== 'outside'
      ? words.fewClause
      : '',
    afterChange(trend, phrases),
  ].join('');
}

function afterChange({ chartFrom }: DescribedTrend, phrases: Phrases): string {
  return chartFrom
    ? phrases.words.changeClause(phrases.inPeriod(chartFrom))
    : '';
}

/** What a signal means; since when, if the periods have a name. */
function verdict(
  { trend }: DescribedTrend,
  { meaning }: Signal,
  { words }: Phrases,
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
  phrases: Phrases,
): string {
  const { words } = phrases;
  const { rule, side, points } = signal;
  const usual = phrases.days(trend.mean);
  const ending = verdict(
    trend,
    signal,
    phrases,
    phrases.since(signal.from, 'day'),
  );
  switch (rule) {
    case 'outside':
      return words.timeOutside({
        side,
        value: phrases.days(trend.value ?? null),
        limit: phrases.days(side === 'above' ? trend.upper : trend.lower),
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
  phrases: Phrases,
): string {
  const { words } = phrases;
  const { method, points, lower, upper, adjusted, past, reason, value } = trend;
  if (method === 'time-between') {
    return words.timeStable(points, phrases.days(upper));
  }
  const periods = phrases.periods(points);
  const context = contextInWords({ ...trend, method: 'xmr' }, phrases);
  const found =
    reason === 'by-chance'
      ? words.byChance({ periods, context })
      : words.stable({
          ...(past ? { past: phrases.period(past) } : {}),
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
        range: phrases.range(lower, upper),
        lastOnly: adjusted !== undefined,
        type: periodType,
      });
}

function constant(trend: DescribedTrend, phrases: Phrases): string {
  const { points, mean } = trend;
  return phrases.words.constant({
    periods: phrases.periods(points),
    context: afterChange(trend, phrases),
    ...(mean === null ? {} : { value: phrases.value(mean) }),
  });
}

function unknown(
  trend: DescribedTrend,
  periodType: PeriodType,
  phrases: Phrases,
): string {
  const { words } = phrases;
  const { method, points, reason } = trend;
  if (reason === 'few-in-sample') {
    return words.fewInSample(periodType);
  }
  return method === 'time-between'
    ? words.fewTimes(points, MIN_POINTS)
    : words.fewPeriods({
        points,
        periods: phrases.periods(points),
        type: periodType,
        context: afterChange(trend, phrases),
        needed: MIN_POINTS,
      });
}

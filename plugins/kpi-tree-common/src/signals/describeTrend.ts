import type { PeriodType } from '../arithmetic';
import { formatValue } from '../format';
import {
  daysInWords,
  inPeriod,
  periodInWords,
  periodsInWords,
  rangeInWords,
} from './describeWords';
import type { Signal, TrendAssessment } from './types';
import { MIN_POINTS } from './xmr';

/**
 * What the words need of an assessment: also a summary has it.
 *
 * @public
 */
export type DescribedTrend = Omit<TrendAssessment, 'chart' | 'times' | 'rules'>;

/**
 * In what values and periods are told.
 *
 * @public
 */
export type DescribeOptions = { unit: string; periodType: PeriodType };

const limitNames = { above: 'upper limit', below: 'lower limit' } as const;

const seasons: Record<NonNullable<TrendAssessment['adjusted']>, string> = {
  'day-of-week': 'the day of the week',
  'month-of-year': 'the season of the year',
  'quarter-of-year': 'the season of the year',
};

/**
 * Whether a KPI gets better, and how that is known, in one sentence without a full
 * stop: `7 months in a row below the average of 5.2 h: improving since May 2026`.
 *
 * @public
 */
export function describeTrend(
  trend: DescribedTrend,
  options: DescribeOptions,
): string {
  if (trend.signal) {
    return trend.method === 'time-between'
      ? timeBetweenSignal(trend, trend.signal)
      : valueSignal(trend, trend.signal, options);
  }
  if (trend.reason === 'constant') {
    return constant(trend, options);
  }
  return trend.trend === 'stable'
    ? stable(trend, options)
    : unknown(trend, options);
}

function valueSignal(
  trend: DescribedTrend,
  signal: Signal,
  { unit, periodType }: DescribeOptions,
): string {
  const { rule, side, points } = signal;
  const value = (number: number | null) =>
    number === null ? '?' : formatValue(number, unit);
  const newest = trend.value === undefined ? null : value(trend.value);
  const limit = value(side === 'above' ? trend.upper : trend.lower);
  const mean = value(trend.mean);
  const periods = periodsInWords(points, periodType);
  const context = contextInWords(trend, periodType);
  const ending = verdict(trend, signal, periodType);

  switch (rule) {
    case 'outside':
      return `${newest ?? 'The value'} ${inPeriod(
        signal.to,
        periodType,
      )} is ${side} the ${limit} that chance explains${context}: ${verdict(
        trend,
        signal,
      )}`;
    case 'shift':
      return trend.adjusted
        ? `${periods} in a row ${side} what is usual for ${
            seasons[trend.adjusted]
          }${afterChange(trend, periodType)}: ${ending}`
        : `${periods} in a row ${side} the average of ${mean}${context}: ${ending}`;
    case 'trend':
      return `${
        side === 'above' ? 'Rising' : 'Falling'
      } for ${periods} in a row${
        newest ? ` to ${newest}` : ''
      }${context}: ${ending}`;
    case 'two-of-three':
      return `${cluster(signal, periodType, 3)} close to the ${
        limitNames[side]
      } of ${limit}${context}: ${ending}`;
    case 'three-of-four':
      return `${cluster(signal, periodType, 4)} nearer to the ${
        limitNames[side]
      } of ${limit} than to the average of ${mean}${context}: ${ending}`;
    default:
      return `${cluster(
        signal,
        periodType,
        5,
      )} well ${side} the average of ${mean}${context}: ${ending}`;
  }
}

/** `2 of the last 3 months`; `5 of the latest months` where several overlap. */
function cluster({ points }: Signal, type: PeriodType, among: number): string {
  return points < among
    ? `${points} of the last ${periodsInWords(among, type)}`
    : `${points} of the latest ${type}s`;
}

/** What was taken into account, in a clause of its own. */
function contextInWords(trend: DescribedTrend, type: PeriodType): string {
  return [
    trend.adjusted ? `, after taking out ${seasons[trend.adjusted]}` : '',
    trend.method === 'proportion' && trend.signal?.rule !== 'outside'
      ? ', more than the small number of cases explains'
      : '',
    afterChange(trend, type),
  ].join('');
}

function afterChange({ since }: DescribedTrend, type: PeriodType): string {
  return since ? `, counted from the change ${inPeriod(since, type)}` : '';
}

/** What a signal means; since when, if the periods have a name. */
function verdict(
  { trend }: DescribedTrend,
  { meaning, from }: Signal,
  type?: PeriodType,
): string {
  const since = type ? ` since ${periodInWords(from, type)}` : '';
  if (meaning !== 'change') {
    return `${meaning}${since}`;
  }
  return `changed${since}, ${
    trend === 'stable'
      ? 'neither nearer to the target range nor further from it'
      : 'without a target range to judge it by'
  }`;
}

/** The points are the times between events, in days. */
function timeBetweenSignal(trend: DescribedTrend, signal: Signal): string {
  const { rule, side, points } = signal;
  const longer = side === 'above' ? 'longer' : 'shorter';
  const limit = daysInWords(side === 'above' ? trend.upper : trend.lower);
  const newest = daysInWords(trend.value ?? null);
  const usual = daysInWords(trend.mean);
  const ending = verdict(trend, signal, 'day');
  switch (rule) {
    case 'outside':
      return side === 'above'
        ? `${newest} without an event, longer than the ${limit} that chance explains: ${ending}`
        : `Only ${newest} between two events, shorter than the ${limit} that chance explains: ${ending}`;
    case 'shift':
      return `${points} times in a row ${longer} between events than the usual ${usual}: ${ending}`;
    case 'trend':
      return `${points} times in a row ${longer} between events than the time before: ${ending}`;
    default:
      return `${points} of the latest times between events much ${longer} than the usual ${usual}: ${ending}`;
  }
}

function stable(
  trend: DescribedTrend,
  { unit, periodType }: DescribeOptions,
): string {
  const { method, points, lower, upper, adjusted, past } = trend;
  if (method === 'time-between') {
    return `No signal in the last ${points} times between events: up to ${daysInWords(
      upper,
    )} by chance`;
  }
  const found = `No signal ${
    past
      ? `after ${periodInWords(past, periodType)}`
      : `in ${periodsInWords(points, periodType)}`
  }${contextOfStable(trend, periodType)}`;
  if (lower === null || upper === null) {
    return found;
  }
  const range = `between ${rangeInWords(lower, upper, unit)} by chance`;
  return adjusted
    ? `${found}: the last ${periodType} may lie ${range}`
    : `${found}: varies ${range}`;
}

function contextOfStable(trend: DescribedTrend, type: PeriodType): string {
  return contextInWords({ ...trend, method: 'xmr' }, type);
}

function constant(
  trend: DescribedTrend,
  { unit, periodType }: DescribeOptions,
): string {
  const { points, mean } = trend;
  const found = `The same value in all ${periodsInWords(
    points,
    periodType,
  )}${afterChange(trend, periodType)}`;
  return mean === null ? found : `${found}: ${formatValue(mean, unit)}`;
}

function unknown(
  trend: DescribedTrend,
  { periodType }: DescribeOptions,
): string {
  const { method, points, reason } = trend;
  if (reason === 'few-in-sample') {
    return `Too few cases in a ${periodType}: what looks like a change may be chance`;
  }
  if (method === 'time-between') {
    return `Too rare to tell: ${points} ${
      points === 1 ? 'time between events is' : 'times between events are'
    } known, ${MIN_POINTS} are needed`;
  }
  const measured =
    points === 0
      ? `No ${periodType} is measured`
      : `Only ${periodsInWords(points, periodType)} ${
          points === 1 ? 'is' : 'are'
        } measured`;
  return `${measured}${afterChange(
    trend,
    periodType,
  )}: ${MIN_POINTS} are needed`;
}

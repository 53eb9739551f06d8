import { tellerOf, type DescribeOptions } from './describeWords';
import type { QualityIssue } from './types';

/**
 * What an issue is and what to do about it, in one sentence.
 *
 * @param of - the unit of the values and the period in which they are judged
 * @public
 */
export function describeQualityIssue(
  issue: QualityIssue,
  of: DescribeOptions,
): string {
  const { kind, period, count, amount } = issue;
  const tell = tellerOf(of);
  const { words } = tell;
  switch (kind) {
    case 'late':
      return words.late(tell.days(amount));
    case 'gaps':
      return words.gaps({
        count,
        periods: tell.periods(Math.round(count / amount)),
        first: tell.period(period),
      });
    case 'volume':
      return words.volume({
        inPeriod: tell.inPeriod(period),
        ...(amount > 1
          ? { times: tell.number(amount) }
          : { share: tell.percent(100 * amount) }),
      });
    case 'impossible':
      return words.impossible({
        value: tell.value(amount),
        inPeriod: tell.inPeriod(period),
        others: count - 1,
      });
    case 'constant':
      return words.repeated({
        count,
        since: tell.since(period),
        value: tell.value(amount),
      });
    case 'incomplete':
      return words.incomplete({
        inPeriod: tell.inPeriod(period),
        others: count - 1,
        rows: amount,
        number: tell.number(amount),
      });
    default:
      throw new TypeError(`unknown issue ${kind}`);
  }
}

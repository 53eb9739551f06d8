import type { QualityIssue } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { type DescribeOptions, phrasesOf } from './describeWords';

/**
 * What an issue is and what to do about it, in one sentence.
 *
 * @param of - the unit of the values and the period in which they are judged
 */
export function describeQualityIssue(
  issue: QualityIssue,
  of: DescribeOptions,
): string {
  const { kind, period: start, count, amount } = issue;
  const phrases = phrasesOf(of);
  const { words } = phrases;
  switch (kind) {
    case 'late':
      return words.late(phrases.days(amount));
    case 'gaps':
      return words.gaps({
        count,
        periods: phrases.periods(Math.round(count / amount)),
        first: phrases.period(start),
      });
    case 'volume':
      return words.volume({
        inPeriod: phrases.inPeriod(start),
        ...(amount > 1
          ? { times: phrases.number(amount) }
          : { share: phrases.percent(100 * amount) }),
      });
    case 'impossible':
      return words.impossible({
        value: phrases.value(amount),
        inPeriod: phrases.inPeriod(start),
        others: count - 1,
      });
    case 'constant':
      return words.repeated({
        count,
        since: phrases.since(start),
        value: phrases.value(amount),
      });
    case 'incomplete':
      return words.incomplete({
        inPeriod: phrases.inPeriod(start),
        others: count - 1,
        rows: amount,
        number: phrases.number(amount),
      });
    default:
      throw new TypeError(`unknown issue ${kind}`);
  }
}

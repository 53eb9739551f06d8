import type {
  InsightEvidence,
  InsightFacts,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { describeChance } from './describeTarget';
import { describeTargetChange } from './describeTargetChange';
import { describeTrend } from './describeTrend';
import { type DescribeOptions, phrasesOf } from './describeWords';

/**
 * What happened to a KPI, in one sentence without a full stop: that which comes with
 * it where there is nothing to make another of.
 */
export function describeInsight(
  { date, text, facts }: Pick<InsightEvidence, 'date' | 'text' | 'facts'>,
  options: DescribeOptions,
): string {
  return facts ? insightInWords(facts, date, options) : text;
}

/**
 * The facts of an insight in words.
 *
 * @param date - that of the insight
 */
export function insightInWords(
  facts: InsightFacts,
  date: string,
  options: DescribeOptions,
): string {
  const phrases = phrasesOf(options);
  const { words } = phrases;
  if ('status' in facts) {
    const { status, before, value, target } = facts;
    return words.statusChanged({
      status: words.statuses[status],
      since: phrases.since(date),
      value: phrases.value(value),
      target: target === null ? undefined : phrases.bound(target),
      before: words.statuses[before],
    });
  }
  if ('trend' in facts) {
    return describeTrend(facts.trend, options);
  }
  if ('chance' in facts) {
    const { chance, value } = facts;
    return words.atRiskByForecast(
      describeChance(chance, options),
      phrases.value(value),
      phrases.bound(chance.target),
    );
  }
  if ('targetChange' in facts) {
    const since = phrases.since(date, 'day');
    return `${describeTargetChange(facts.targetChange, options)} (${since})`;
  }
  const { lastPeriod } = facts;
  return words.staleSince(
    phrases.since(date, 'day'),
    lastPeriod === undefined ? undefined : phrases.period(lastPeriod),
  );
}

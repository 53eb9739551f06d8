import {
  type InsightEvidence,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * After how many days an event weighs half.
 */
export const INSIGHT_HALF_LIFE_DAYS = 30;

/** A scope stands for all its members. */
const SCOPE_FACTOR = 1.1;

const MAX_WEIGHT = 100;

/**
 * Something that happened to a KPI, with what it weighs.
 */
export type InsightEvent = InsightEvidence & {
  /** The day from which it could be known, `YYYY-MM-DD`. */
  day: string;
  /** On that day, 0..100. */
  weight: number;
};

/**
 * The same events of a scope, which weigh more than those of a member.
 */
export function asOfScope(events: InsightEvent[]): InsightEvent[] {
  return events.map(event => ({
    ...event,
    weight: Math.min(MAX_WEIGHT, event.weight * SCOPE_FACTOR),
  }));
}

/**
 * What events are ordered by, the highest first: the weight that halves in
 * {@link INSIGHT_HALF_LIFE_DAYS} days, as a logarithm. All age alike, so that the
 * order stays the same however much later one looks, and can be stored.
 */
export function insightOrder({
  weight,
  day,
}: Pick<InsightEvent, 'weight' | 'day'>): number {
  return Math.log2(weight) + toEpochDay(day) / INSIGHT_HALF_LIFE_DAYS;
}

/**
 * What an event of an order weighs on a day, 0..100.
 */
export function insightRank(order: number, today: string): number {
  return 2 ** (order - toEpochDay(today) / INSIGHT_HALF_LIFE_DAYS);
}

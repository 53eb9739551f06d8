import type { AssessmentOptions } from './types';

/**
 * With what the trend of a series is assessed.
 */
export type TrendOptions = AssessmentOptions & {
  /** Of a count of single events the days that have any, in chronological order. */
  eventDays?: EventDay[];
  /**
   * A pattern that comes about by chance more often than this gives no verdict; if not
   * given what the chart of a KPI asks for.
   */
  mostByChance?: number;
};

/**
 * A day on which events were.
 */
export type EventDay = {
  /** Epoch day. */
  day: number;
  /** A whole number from 1 on. */
  count: number;
};

import type { AssessmentOptions } from './types';

/**
 * With what the trend of a series is assessed.
 */
export type TrendOptions = AssessmentOptions & {
  /** Of a count of single events the days that have any, in chronological order. */
  eventDays?: EventDay[];
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

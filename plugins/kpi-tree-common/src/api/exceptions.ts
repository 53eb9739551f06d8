import type { PeriodType } from '../time';

/**
 * A period that somebody left out of the limits and signals of a KPI of an entity or
 * scope. Its value, score and status are what they were.
 *
 * @public
 */
export type PeriodException = {
  periodType: PeriodType;
  /** Its first day, `YYYY-MM-DD`. */
  period: string;
  /** Why it says nothing of the process. */
  reason: string;
  /** Who left it out, an entity reference. */
  by: string;
  /** ISO 8601 */
  at: string;
};

/**
 * The answer of `GET /v1/exceptions`.
 *
 * @public
 */
export type PeriodExceptions = {
  /** In order of time. */
  items: PeriodException[];
  /** Whether the caller may leave a period out, and take it back. */
  mayDeclare: boolean;
};

import type { PeriodType } from '../time';
import type {
  Bound,
  Direction,
  Known,
  Status,
  TargetChange,
} from '../vocabulary';
import type { Assessment } from './assessment';
import type { PeriodException } from './exceptions';

/**
 * One period of a history, with the target that was in force in it.
 *
 * @public
 */
export type SeriesPoint = {
  /** First day of the period. */
  period: string;
  value: number | null;
  weight: number | null;
  /**
   * Of a ratio or mean of which it is known: what is above the line; of a KPI in
   * percent not multiplied by 100. It may stand over 0: then there is no value.
   */
  numerator?: number;
  /** What stands below it. */
  denominator?: number;
  target: Bound | null;
  threshold: Bound | null;
  score: number | null;
  status: Status;
  /** The period still runs. */
  provisional?: true;
  /** How much of the period is known, where that is not all. */
  known?: Known;
  /**
   * The period is incomplete: so many rows of its source would have counted in it and
   * could not be used.
   */
  rejectedRows?: number;
  /** Somebody left the period out of limits and signals. */
  exception?: Pick<PeriodException, 'reason' | 'by' | 'at'>;
};

/**
 * The answer of `GET /v1/series/...`: every period from the first measured to
 * the last, those without a value included.
 *
 * @public
 */
export type Series = {
  /** Entity reference of the entity or scope, or `all`. */
  scope: string;
  kpi: string;
  title: string;
  description: string;
  owner: string;
  unit: string;
  direction: Direction;
  periodType: PeriodType;
  /** The periods that can be asked for. */
  periods: PeriodType[];
  origin: 'own' | 'members';
  /**
   * The caller's policy has conditions: values of members exclude those that the caller may
   * not read and, in the past, those that are no longer in the catalog,
   * whether there are any or not.
   */
  partial?: true;
  source: string | null;
  /** Up to when the source is known to be complete, ISO 8601. */
  coveredUntil: string | null;
  /**
   * Periods before this day have the values of an earlier version of the arithmetic:
   * their measurements are folded and cannot be computed again.
   */
  earlierArithmeticBefore?: string;
  /** How far values may be off, as a share; not given where they are exact. */
  relativeError?: number;
  points: SeriesPoint[];
  /**
   * Other targets by annotation or by a tree, the oldest first; those of the Kpi are in
   * its versions. Missing where there are none.
   */
  targetChanges?: TargetChange[];
  /** What the history says; given in the period that is judged. */
  assessment?: Assessment;
  /** The same in words, a sentence each. */
  sentences?: string[];
};

/**
 * A change of the process behind a KPI that somebody accepted in the portal.
 *
 * @public
 */
export type AcceptedChange = {
  /** `YYYY-MM-DD`; the period in which it lies begins the new limits. */
  date: string;
  reason: string;
  /** Who accepted it, an entity reference. */
  by: string;
  /** ISO 8601 */
  at: string;
};

/**
 * The answer of `GET /v1/changes`.
 *
 * @public
 */
export type AcceptedChanges = {
  /** In order of time. */
  items: AcceptedChange[];
  /** Whether the caller may declare one. */
  mayDeclare: boolean;
};

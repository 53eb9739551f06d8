import type { PeriodSubject } from './comments';
import type { OwnedKpi } from './views';

/** @public */
export const confidences = ['on-track', 'at-risk', 'off-track'] as const;

/**
 * Whether who answers for a KPI expects it to come right.
 *
 * @public
 */
export type Confidence = (typeof confidences)[number];

/**
 * One sentence about a KPI in a period, of who answers for it. Of several of a period the
 * newest counts.
 *
 * @public
 */
export type CheckIn = PeriodSubject & {
  id: string;
  text: string;
  confidence: Confidence;
  /** Who said it, an entity reference. */
  by: string;
  /** ISO 8601 */
  at: string;
};

/**
 * A check-in as it is shown.
 *
 * @public
 */
export type CheckInView = CheckIn & { kpiTitle: string };

/**
 * A page of check-ins: those of the newest periods first, and of a period the newest.
 *
 * @public
 */
export type CheckInPage = {
  items: CheckInView[];
  /** How many there are, on all pages. */
  total: number;
  nextCursor?: string;
  /** Whether the caller may add one; given if one KPI of one scope is asked for. */
  mayWrite?: boolean;
};

/**
 * Off-target KPIs of entities of which nobody has checked in for the period that is
 * judged, in order of need. A page may have fewer than asked for, while others follow.
 *
 * @public
 */
export type MissingCheckIns = {
  /** The owners who were asked for: entity references. */
  owners: string[];
  items: OwnedKpi[];
  nextCursor?: string;
};

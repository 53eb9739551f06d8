import type { PeriodType } from '../time';

/**
 * A period of a KPI of an entity or scope: what somebody says something about.
 *
 * @public
 */
export type PeriodSubject = {
  /** Entity reference of the entity or scope, or `all`. */
  scope: string;
  kpi: string;
  periodType: PeriodType;
  /** Its first day, `YYYY-MM-DD`. */
  period: string;
};

/**
 * What somebody says about a period of a KPI.
 *
 * @public
 */
export type KpiComment = PeriodSubject & {
  id: string;
  /** Markdown. */
  text: string;
  /** The users and groups that it names as `@user:default/jane`, entity references. */
  mentions: string[];
  /** Goes up by 1 with each change; its ETag is the same. */
  version: number;
  /** Who wrote it, an entity reference. */
  createdBy: string;
  /** ISO 8601 */
  createdAt: string;
  changedAt: string;
};

/**
 * A comment as it is shown.
 *
 * @public
 */
export type KpiCommentView = KpiComment & {
  kpiTitle: string;
  /** Whether the caller may change and delete it: only who wrote it may. */
  mayChange: boolean;
};

/**
 * A page of comments: those of the newest periods first.
 *
 * @public
 */
export type KpiCommentPage = {
  items: KpiCommentView[];
  /** How many there are, on all pages. */
  total: number;
  nextCursor?: string;
  /** Whether the caller may add one; given if one KPI of one scope is asked for. */
  mayWrite?: boolean;
};

/**
 * One change of a comment: the text after it, or nothing where it was deleted.
 *
 * @public
 */
export type KpiCommentChange = {
  version: number;
  by: string;
  /** ISO 8601 */
  at: string;
  text: string | null;
};

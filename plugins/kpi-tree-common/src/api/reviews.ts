import type { PeriodType } from '../time';
import type { ActionPage } from './actions';
import type { CheckInPage } from './checkIns';
import type { KpiCommentPage } from './comments';
import type { Contribution } from './contribution';
import type { QualityPage } from './quality';
import type { Scorecard } from './scorecard';

/** @public */
export const reviewPeriodTypes = ['week', 'month', 'quarter'] as const;

/**
 * What a review is of: a scope by a tree in a period that is over.
 *
 * @public
 */
export type ReviewSubject = {
  /** Entity reference of the entity or scope, or `all`. */
  scope: string;
  /** The name of the tree. */
  tree: string;
  periodType: Exclude<PeriodType, 'day'>;
  /** First day of the period, `YYYY-MM-DD`. */
  period: string;
};

/**
 * Something that was decided in a review.
 *
 * @public
 */
export type ReviewDecision = {
  text: string;
  /** Who sees to it, an entity reference of a User or Group. */
  owner?: string;
  /** Until when, `YYYY-MM-DD`. */
  due?: string;
};

/**
 * What people write in a review.
 *
 * @public
 */
export type ReviewFields = {
  /** Markdown. */
  notes?: string;
  decisions: ReviewDecision[];
};

/**
 * A review: a scope, a tree and a period that people talked through.
 *
 * @public
 */
export type Review = ReviewSubject &
  ReviewFields & {
    id: string;
    state: 'open' | 'closed';
    /** Goes up by 1 with each change; its ETag is the same. */
    version: number;
    /** The last day of the period, as of which everything is shown. */
    asOf: string;
    /** The day that it is compared with: that of the review before, or of the period before. */
    compare: string;
    /** The id of the review before, of the same scope and tree. */
    previous?: string;
    /** Who began it, an entity reference. */
    createdBy: string;
    /** ISO 8601 */
    createdAt: string;
    changedBy: string;
    changedAt: string;
    closedBy?: string;
    closedAt?: string;
  };

/**
 * Reviews, the newest period first.
 *
 * @public
 */
export type ReviewPage = {
  items: Review[];
  /** Whether the caller may begin one of this scope and tree; where both are given. */
  mayWrite?: boolean;
  nextCursor?: string;
};

/**
 * A definition that was in force: the number of its version.
 *
 * @public
 */
export type ReviewedDefinition = {
  kind: 'Kpi' | 'KpiTree';
  name: string;
  version: number;
};

/**
 * What a review shows: as of its day, compared with that of the review before.
 *
 * @public
 */
export type ReviewContent = {
  /** Of the tree of the review only. */
  scorecard: Scorecard;
  /** Why the score of the tree changed. */
  contribution: Contribution;
  /** Actions of the scope and its members, of KPIs and nodes of the tree. */
  actions: ActionPage;
  /** What who answers for the KPIs of the scope said in the period. */
  checkIns: CheckInPage;
  /** What anybody said of them in the period. */
  comments: KpiCommentPage;
  /** Data that are missing or bad. */
  data: QualityPage;
  /** Definitions that are due for review. */
  due: QualityPage;
  /** Definitions in force. */
  definitions: ReviewedDefinition[];
};

/**
 * A review as it is shown.
 *
 * @public
 */
export type ReviewView = Review & {
  treeTitle: string;
  /** Of the entity or scope; not given for `all`. */
  scopeTitle?: string;
  mayWrite: boolean;
  content: ReviewContent;
  /**
   * Where the content comes from: `live` of an open review; `kept` of a closed one, as it
   * was; `recomputed` of a closed one for somebody who may not see all that it was made
   * of: as of the same day, by what they may see.
   */
  origin: 'live' | 'kept' | 'recomputed';
  /** What was decided last time. */
  last?: Pick<Review, 'id' | 'period' | 'asOf' | 'notes' | 'decisions'>;
};

/**
 * One change of a review: what people had written after it.
 *
 * @public
 */
export type ReviewChange = {
  version: number;
  by: string;
  /** ISO 8601 */
  at: string;
  fields: ReviewFields;
};

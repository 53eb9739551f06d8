import type { PeriodType } from '../time';
import type { Aggregation, Direction, Known } from '../vocabulary';

/** @public */
export const contributionGroupings = ['entity', 'owner', 'system'] as const;

/**
 * What the members of a scope are grouped by: each by itself, or those of an owner or a
 * System together.
 *
 * @public
 */
export type ContributionBy = (typeof contributionGroupings)[number];

/**
 * Why the parts have no shares of the change:
 *
 * - `no-value`: there is no value in one of the two periods
 * - `incomplete`: too little of one of them is known
 * - `own`: the value was measured for the scope itself
 * - `min`, `max`, `last`, `quantile`, `none`: the members are aggregated so
 * - `formula`: the formula is neither a sum nor a ratio of sums over the members
 *
 * @public
 */
export type ContributionLimit =
  | 'no-value'
  | 'incomplete'
  | 'own'
  | Exclude<Aggregation, 'sum' | 'mean'>
  | 'formula';

/**
 * What a part, or the whole, had in a period.
 *
 * @public
 */
export type ContributionValue = {
  value: number | null;
  /** Of a mean or ratio what is below the line; `null` where it has no part. */
  weight: number | null;
  /** How much of the period is known, where that is not all. */
  known?: Known;
  /**
   * The value is incomplete: so many rows of its source would have counted in it and
   * could not be used.
   */
  rejectedRows?: number;
};

/**
 * What a part has to do with the change, in the unit of the KPI. The numbers are
 * `null` where there are no shares.
 *
 * @public
 */
export type ContributionShare = {
  /** The effect of its own value. */
  rate: number | null;
  /** The effect of how much it counts, or that it came or went. */
  mix: number | null;
  /** Both together; the shares of all parts add up to the change. */
  share: number | null;
};

/**
 * A member, a group of members, or a child of a node.
 *
 * @public
 */
export type ContributionPart = ContributionShare & {
  /**
   * Entity reference, or of a child the id of the node; `null` for members that have
   * no owner or System.
   */
  ref: string | null;
  title: string;
  /** `null` where nothing was measured. */
  before: ContributionValue | null;
  after: ContributionValue | null;
};

/**
 * The answer of `GET /v1/contributions/...` and of
 * `GET /v1/scorecards/.../contributions`: what explains a change between two periods.
 *
 * @public
 */
export type Contribution = {
  /** Entity reference of the scope, or `all`. */
  scope: string;
  /**
   * The caller's policy has conditions: values of members exclude those that the caller may
   * not read and, in the past, those that are no longer in the catalog,
   * whether there are any or not.
   */
  partial?: true;
  /** What changed: a KPI, or a node of a tree. */
  kpi?: string;
  tree?: string;
  node?: string;
  title: string;
  /** `points` for the score of a node. */
  unit: string;
  direction: Direction;
  periodType: PeriodType;
  /** Whether the records behind its values can be asked for. */
  hasRecords?: true;
  by: ContributionBy | 'child';
  before: ContributionValue & { period: string };
  after: ContributionValue & { period: string };
  change: number | null;
  /** Over all parts, how much of the change is rate and mix. */
  rate: number | null;
  mix: number | null;
  /** Not given where the shares add up to the change. */
  limit?: ContributionLimit;
  /** Those with the largest shares first; without shares, those that changed most. */
  parts: ContributionPart[];
  /** The parts that are not listed individually; `null` if there are none. */
  others: (ContributionShare & { count: number }) | null;
  /** How many members or children have data, and in which of the periods. */
  coverage: {
    total: number;
    both: number;
    onlyBefore: number;
    onlyAfter: number;
    none: number;
  };
  /** The same in words, the most important first. */
  sentences: string[];
};

import type { Scorecard } from './scorecard';
import type { PeriodType } from '../time';
import type { Direction, Known } from '../vocabulary';

/**
 * What a class is: that of one text of the column (`class`), of the records in which it is
 * blank (`blank`), all that are not shown each by itself (`other`), or what was not broken
 * down (`unknown`).
 *
 * @public
 */
export type BreakdownClassKind = 'class' | 'blank' | 'other' | 'unknown';

/**
 * Which class.
 *
 * @public
 */
export type BreakdownClassName = {
  kind: BreakdownClassKind;
  /** The text in the column; of the kind `class` only. */
  name?: string;
  /** How many classes `other` sums up, as far as that is known. */
  count?: number;
};

/**
 * What a class, or the whole, has in a period.
 *
 * @public
 */
export type BreakdownValue = {
  value: number | null;
  /** Of a mean or ratio what is below the line; else what the value is based on. */
  weight: number;
};

/**
 * A class with its history.
 *
 * @public
 */
export type BreakdownClass = BreakdownClassName & {
  /** In the order of the periods; `null` where there is nothing of the class. */
  values: (BreakdownValue | null)[];
  /**
   * Its share in the whole over all periods, 0 to 1: of the sum of the values, or of what
   * is below the line; `null` where classes do not add up.
   */
  share: number | null;
};

/**
 * What a class has to do with a change, in the unit of the KPI. The numbers are `null`
 * where classes have no shares.
 *
 * @public
 */
export type BreakdownPart = BreakdownClassName & {
  before: BreakdownValue | null;
  after: BreakdownValue | null;
  /** The effect of its own value. */
  rate: number | null;
  /** The effect of how much it counts, or that it came or went. */
  mix: number | null;
  /** Both together; the shares of all classes add up to the change. */
  share: number | null;
};

/**
 * Why classes have no shares of a change: there is no value in one of the periods, too
 * little of one is known, the records of one are not kept, or the KPI is aggregated so that
 * its classes do not add up.
 *
 * @public
 */
export type BreakdownLimit =
  | 'no-value'
  | 'incomplete'
  | 'not-kept'
  | 'aggregation';

/**
 * The answer of `GET /v1/breakdown-columns/...`: by which columns of its kept records a KPI
 * can be broken down, beside the breakdowns that it has.
 *
 * @public
 */
export type BreakdownColumns = {
  items: {
    name: string;
    /** Whether it holds personal data. */
    isPersonal?: true;
  }[];
};

/**
 * The answer of `GET /v1/breakdowns/...`: a KPI by the classes of a column.
 *
 * @public
 */
export type Breakdown = {
  /** Entity reference of the scope, or `all`. */
  scope: string;
  /**
   * The caller's policy has conditions: values of members exclude those that the caller may
   * not read, whether there are any or not.
   */
  partial?: true;
  kpi: string;
  title: string;
  unit: string;
  direction: Direction;
  periodType: PeriodType;
  /** The breakdowns that the KPI has. */
  breakdowns: { id: string; column: string }[];
  /** The id of the one that is answered; not given for another column. */
  by?: string;
  /** The column by which it is broken down. */
  column: string;
  /** Up to when the records are known from which another column is computed, ISO 8601. */
  readAt?: string;
  /**
   * How classes make up the whole: their `values` add up, or their numerators and
   * denominators do (`ratio`); `null` where nothing does.
   */
  addsUp: 'values' | 'ratio' | null;
  /** The whole, a point a period, in chronological order. */
  periods: (BreakdownValue & {
    /** First day, `YYYY-MM-DD`. */
    period: string;
    /** How much of the period is known, where that is not all. */
    known?: Known;
    /** Its records are not kept, so that its classes are not known. */
    notKept?: true;
  })[];
  /** The largest first, then `other` and `unknown`. */
  classes: BreakdownClass[];
  /** Which class made the change between two complete periods. */
  change: {
    before: { period: string; value: number | null };
    after: { period: string; value: number | null };
    change: number | null;
    limit?: BreakdownLimit;
    /** Those with the largest shares first; without shares, those that changed most. */
    parts: BreakdownPart[];
  };
};

/**
 * The answer of `GET /v1/class-scorecards/...`: the trees of a scope with the values of one
 * class. KPIs that are not judged do not count in the scores of nodes.
 *
 * @public
 */
export type ClassScorecard = Scorecard & {
  /** Of which breakdown and class. */
  ofClass: BreakdownClassName & {
    by: string;
    /** How many of the KPIs of the trees have the breakdown. */
    kpis: number;
    /** How many KPIs there are. */
    of: number;
  };
};

/**
 * The answer of `GET /v1/scorecard-classes/...`: which classes of a breakdown the KPIs of
 * some trees have, those of most KPIs first.
 *
 * @public
 */
export type ScorecardClasses = {
  by: string;
  /** How many of the KPIs of the trees have the breakdown. */
  kpis: number;
  /** How many KPIs there are. */
  of: number;
  items: (BreakdownClassName & {
    /** How many KPIs have something of it in the periods of their sparklines. */
    kpis: number;
  })[];
};

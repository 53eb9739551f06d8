import type { NodeKind, Problem } from '../definitions';
import type { PeriodType } from '../time';
import type { Bound, Direction, Known, Status, Trend } from '../vocabulary';
import type { SignalSummary } from './assessment';

/**
 * How the members of a scope stand with a KPI.
 *
 * @public
 */
export type MemberCounts = {
  total: number;
  onTarget: number;
  atRisk: number;
  offTarget: number;
  noTarget: number;
  /** No data in the current period, stale ones included. */
  noData: number;
};

/**
 * What a KPI, a leaf of a scorecard, has beyond what every node has.
 *
 * @public
 */
export type ScorecardKpi = {
  kpi: string;
  description: string;
  unit: string;
  direction: Direction;
  /** The grain and the judged period; `periods` are those that history can show. */
  grain: PeriodType;
  periodType: PeriodType;
  periods: PeriodType[];
  personas: string[];
  tags: string[];
  /** How it is computed from other KPIs; not given where it is measured. */
  formula?: string;
  /** First day of the period that the value is of. */
  period: string;
  /** `null` if nothing was measured: missing is never zero. */
  value: number | null;
  /** What the value is based on: incidents, minutes, requests. */
  sampleSize: number | null;
  /** How far the value may be off, as a share of it; not given where it is exact. */
  relativeError?: number;
  target: Bound | null;
  threshold: Bound | null;
  /** The running period so far. */
  provisional?: { period: string; value: number; weight: number };
  /** How much of the period is known, where that is not all. */
  known?: Known;
  /**
   * The value is incomplete: so many rows of its source would have counted in it and
   * could not be used.
   */
  rejectedRows?: number;
  /**
   * `own`: measured for this entity or scope; `members`: rolled up. A formula is
   * `own` if all that it is computed from is.
   */
  origin: 'own' | 'members';
  /**
   * How the members of a scope stand with the KPI; with a branch, by their own
   * score of it.
   */
  members?: MemberCounts;
  /** The last complete periods up to the current one, oldest first. */
  spark: [period: string, value: number | null][];
  /**
   * What the periods of `spark` are judged by, from the period on in which it begins to
   * hold; not given where it is the same in all of them.
   */
  bounds?: [period: string, target: Bound | null, threshold: Bound | null][];
  /**
   * In the scorecard of a class, what is shown of the KPI: its value of the class, held
   * against the target (`judged`) or, where a target of the whole is none of a class, not
   * (`not-judged`); `none` where it is not broken down like this.
   */
  ofClass?: 'judged' | 'not-judged' | 'none';
  /** What the history says; not given where nothing was evaluated. */
  signals?: SignalSummary;
  /** When the value was last written, ISO 8601; `null` if never. */
  updatedAt: string | null;
};

/**
 * The state of a node on the day that it is compared with.
 *
 * @public
 */
export type NodeBefore = {
  score: number | null;
  status: Status;
  coverage: number;
  /** Of a KPI: the first day of the period, and the value. */
  period?: string;
  value?: number | null;
};

/**
 * A node of an evaluated KPI tree. A leaf has `kind: 'kpi'` and the fields of
 * {@link ScorecardKpi}.
 *
 * @public
 */
export type ScorecardNode = {
  /** Unique in the tree; of a leaf `<id of its parent>/<kpi>`. */
  id: string;
  kind: NodeKind | 'kpi';
  title: string;
  description?: string;
  /** Entity reference. */
  owner: string | null;
  weight: number;
  status: Status;
  /** 0..100 */
  score: number | null;
  trend: Trend;
  /** 0..1, the share of the weight that has a score. */
  coverage: number;
  /** How it stood on the day that was requested with `compare`. */
  before?: NodeBefore;
  /** Why this node cannot show what it should. */
  problem?: string;
  children: ScorecardNode[];
} & Partial<ScorecardKpi>;

/** @public */
export type KpiScorecardNode = ScorecardNode & ScorecardKpi;

/**
 * Whether a node of a scorecard is a KPI that could be evaluated.
 *
 * @public
 */
export function isKpiNode(node: ScorecardNode): node is KpiScorecardNode {
  return node.kind === 'kpi' && node.unit !== undefined;
}

/**
 * A KPI tree evaluated for a scope.
 *
 * @public
 */
export type ScorecardTree = {
  name: string;
  title: string;
  description?: string;
  owner: string;
  /** By what some of its KPIs are broken down, if any are, and how many of them. */
  breakdowns?: { id: string; kpis: number }[];
  root: ScorecardNode;
};

/**
 * The answer of `GET /v1/scorecards/...`.
 *
 * @public
 */
export type Scorecard = {
  /** Entity reference of the entity or scope, or `all`. */
  scope: string;
  /** How many entities the scope is rolled up from; 1 for one entity. */
  memberCount: number;
  /**
   * The caller's policy has conditions: values of members exclude those that the caller may
   * not read and, in the past, those that are no longer in the catalog,
   * whether there are any or not.
   */
  partial?: true;
  /** The instant for which it was evaluated, ISO 8601. */
  asOf: string;
  timeZone: string;
  /** The day that it is compared with, if one was asked for: `YYYY-MM-DD`. */
  compare?: string;
  trees: ScorecardTree[];
  /** What needs fixing in the definitions and annotations behind it. */
  problems: Problem[];
  /** What the entity was before, if it took over the history of that; the last first. */
  formerly?: {
    /** The earlier reference. */
    entityRef: string;
    /** When its history was taken over, ISO 8601. */
    at: string;
  }[];
};

/**
 * What a node of a scorecard said at the end of a period.
 *
 * @public
 */
export type ScorePoint = {
  /** First day of the period. */
  period: string;
  /** 0..100, `null` where too little was measured. */
  score: number | null;
  status: Status;
  /** 0..1, the share of the weight that had a score. */
  coverage: number;
};

/**
 * The answer of `GET /v1/scorecards/.../history`: every complete period from the
 * first to the last, each KPI with its last complete period by then.
 *
 * @public
 */
export type ScoreHistory = {
  scope: string;
  /**
   * The caller's policy has conditions: values of members exclude those that the caller may
   * not read and, in the past, those that are no longer in the catalog,
   * whether there are any or not.
   */
  partial?: true;
  tree: string;
  node: string;
  periodType: PeriodType;
  points: ScorePoint[];
};

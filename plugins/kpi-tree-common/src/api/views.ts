import type { PeriodType } from '../time';
import type { Bound, Direction, Known, Status, Trend } from '../vocabulary';

/**
 * A KPI of a tree, as a column of the heatmap.
 *
 * @public
 */
export type HeatmapColumn = {
  kpi: string;
  /** The id of its node in the tree. */
  node: string;
  /** The titles of the nodes above it, from below the root down. */
  path: string[];
  title: string;
  unit: string;
  direction: Direction;
  periodType: PeriodType;
  /** First day of the period that is judged. */
  period?: string;
  /** The target in force by the definition of the KPI. */
  target?: Bound | null;
};

/**
 * How a service stands with a KPI.
 *
 * @public
 */
export type HeatmapCell = {
  value: number | null;
  /** How much of the period is known, where that is not all. */
  known?: Known;
  /**
   * The value is incomplete: so many rows of its source would have counted in it and
   * could not be used.
   */
  rejectedRows?: number;
  /** 0..100, `null` where there is nothing to judge. */
  score: number | null;
  status: Status;
  trend: Trend;
  /** The period of the value, where it is not that of the column: a stale one. */
  period?: string;
  /** The target of the service, where it is not that of the column. */
  target?: Bound | null;
};

/**
 * A service in the heatmap.
 *
 * @public
 */
export type HeatmapRow = {
  entityRef: string;
  title: string;
  /** Entity references. */
  system?: string;
  owner?: string;
  /** The score of the tree, or of the node that was requested, 0..100. */
  score: number | null;
  status: Status;
  /** 0..1, the share of the weight that has a score. */
  coverage: number;
  /** One a column; `null` where the KPI is not attached to the service. */
  cells: (HeatmapCell | null)[];
};

/**
 * The answer of `GET /v1/heatmap`: services by KPI, a page of rows in the order
 * that was requested, those without a number last.
 *
 * @public
 */
export type Heatmap = {
  scope: string;
  tree: string;
  /** The instant for which it was evaluated, ISO 8601. */
  asOf: string;
  columns: HeatmapColumn[];
  rows: HeatmapRow[];
  totalItems: number;
  nextCursor?: string;
};

/**
 * By what the rows of the heatmap are in order: the score or the title of the
 * service, or `kpi:<name>` for its score of a KPI.
 *
 * @public
 */
export type HeatmapSort = 'score' | 'name' | `kpi:${string}`;

/**
 * A KPI of an entity that somebody answers for.
 *
 * @public
 */
export type OwnedKpi = {
  entityRef: string;
  entityTitle: string;
  kpi: string;
  title: string;
  /** Who owns it here: an entity reference. */
  owner: string;
  unit: string;
  direction: Direction;
  periodType: PeriodType;
  /** First day of the period that the value is of. */
  period: string;
  value: number | null;
  /** How much of the period is known, where that is not all. */
  known?: Known;
  /**
   * The value is incomplete: so many rows of its source would have counted in it and
   * could not be used.
   */
  rejectedRows?: number;
  target: Bound | null;
  threshold: Bound | null;
  score: number | null;
  status: Status;
  trend: Trend;
  /**
   * First day of the period in which the trend began: that of the signal that shows it. Not
   * given without one.
   */
  trendSince?: string;
  /** The tree and node by which it can be opened. */
  tree: string;
  node: string;
  /** With which it counts there; 0 is for information. */
  weight: number;
  /** The last complete periods up to the current one, oldest first. */
  spark: [period: string, value: number | null][];
};

/**
 * The answer of `GET /v1/owned`: what the caller, or the owner that is asked for,
 * answers for, those that need a person most first.
 *
 * @public
 */
export type OwnedPage = {
  /** The owners whose KPIs these are: entity references. */
  owners: string[];
  items: OwnedKpi[];
  totalItems: number;
  counts: Partial<Record<Status, number>>;
  nextCursor?: string;
};

/**
 * How an entity stands in one line: its first tree.
 *
 * @public
 */
export type EntityScore = {
  entityRef: string;
  /** `null` if no tree is attached, or the caller may not read it. */
  tree: string | null;
  score: number | null;
  status: Status;
  trend: Trend;
  coverage: number;
  /** How many KPIs stand how. */
  counts: Partial<Record<Status, number>>;
};

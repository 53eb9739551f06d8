import type { PeriodType } from '../time';

/**
 * Why there are no records behind a value:
 *
 * - `formula`: it is calculated from other KPIs, which `operands` names
 * - `pushed`: no source measures it, it is sent to the portal
 * - `not-kept`: its source keeps no records, or not of that time
 *
 * @public
 */
export type RecordsMissing = 'formula' | 'pushed' | 'not-kept';

/**
 * How a value comes of what its records add: their `sum`, its `mean` over their weights,
 * its `min`, `max`, `median` or `quantile`; `downtime` is the time that they leave available,
 * where what overlaps counts once.
 *
 * @public
 */
export type RecordsFold =
  | 'sum'
  | 'mean'
  | 'min'
  | 'max'
  | 'median'
  | 'quantile'
  | 'downtime';

/** @public */
export type RecordColumn = {
  name: string;
  type: 'text' | 'instant' | 'number';
  /** Whether it holds personal data: its cells are null for whoever may not see these. */
  isPersonal?: true;
};

/**
 * A record behind a value, for one entity that it counts for.
 *
 * @public
 */
export type RecordItem = {
  entityRef: string;
  /** Where it was read, such as `incidents.csv line 7`. */
  place: string;
  /** What it adds to the value, in the unit of the KPI; in minutes for `downtime`. */
  value: number | null;
  /** Its weight, where there are weights. */
  weight: number | null;
  /** By the columns of the page. */
  cells: (string | null)[];
  /** Its address in its own system. */
  link?: string;
};

/**
 * The records behind the value of a KPI in a period, the worst first.
 *
 * @public
 */
export type RecordPage = {
  kpi: string;
  /** The entity or scope; `all` for all entities. */
  scope: string;
  periodType: PeriodType;
  /** First day, `YYYY-MM-DD`. */
  period: string;
  unit: string;
  /** Given where the caller's policy has conditions, so that some may be missing. */
  partial?: true;
  /** Why there are none; then nothing follows but `operands`. */
  missing?: RecordsMissing;
  /** The KPIs of its formula. */
  operands?: string[];
  /** Up to when the records are known, ISO 8601. */
  readAt?: string;
  fold?: RecordsFold;
  /** How many there are, on all pages. */
  records?: number;
  /** The sum of what they add, in the unit of the KPI; in minutes for `downtime`. */
  value?: number | null;
  /** The sum of their weights, where there are weights. */
  weight?: number | null;
  columns?: RecordColumn[];
  items: RecordItem[];
  nextCursor?: string;
};

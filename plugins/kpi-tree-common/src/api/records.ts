import type { PeriodType } from '../time';
import type { ValueOrigin } from './origin';

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
  /** Why there are none; then nothing follows but `operands` and `origin`. */
  missing?: RecordsMissing;
  /** The KPIs of its formula. */
  operands?: string[];
  /**
   * What is known of the value instead, where it is no formula; also where there are 0
   * records of it, and somebody sent it.
   */
  origin?: ValueOrigin;
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

/**
 * How many records there are, and the sums of what they add and of their weights.
 *
 * @public
 */
export type RecordTotals = {
  records: number;
  /** In the unit of the KPI; in minutes for `downtime`. */
  value: number | null;
  weight: number | null;
};

/**
 * A record in two periods, for one entity that it counts for.
 *
 * @public
 */
export type ChangedRecord = Omit<RecordItem, 'value' | 'weight'> & {
  /** `null` where it does not count in the period. */
  before: RecordTotals | null;
  after: RecordTotals | null;
};

/**
 * Records that count only before, only after, in both with another value, or in both with
 * the same one.
 *
 * @public
 */
export type RecordGroup = {
  kind: 'onlyBefore' | 'onlyAfter' | 'changed' | 'same';
  before: RecordTotals;
  after: RecordTotals;
  /** Those that count or changed most. */
  items: ChangedRecord[];
};

/**
 * Records by the values of a column.
 *
 * @public
 */
export type RecordClasses = {
  column: string;
  values: {
    value: string | null;
    before: RecordTotals;
    after: RecordTotals;
  }[];
};

/**
 * The answer of `GET /v1/record-changes/...`: how the records behind the values of two
 * periods differ. What the groups, or the values of a class, come to adds up to `before`
 * and `after`.
 *
 * @public
 */
export type RecordChanges = {
  kpi: string;
  /** The entity or scope; `all` for all entities. */
  scope: string;
  periodType: PeriodType;
  /** First days, `YYYY-MM-DD`. */
  from: string;
  to: string;
  unit: string;
  /** Given where the caller's policy has conditions, so that some may be missing. */
  partial?: true;
  /** Why nothing is compared; then nothing follows but `operands`. */
  missing?: RecordsMissing;
  /** The KPIs of its formula. */
  operands?: string[];
  /** Up to when the records are known, ISO 8601. */
  readAt?: string;
  fold?: RecordsFold;
  /**
   * The source does not say which records are the same ones: each of either period is
   * among those that are only there.
   */
  unkeyed?: true;
  before?: RecordTotals;
  after?: RecordTotals;
  columns?: RecordColumn[];
  /** None is empty. */
  groups: RecordGroup[];
  /** By each column that has only some values. */
  classes: RecordClasses[];
};

import { SourceEntity } from './SourceEntity';
import type { SourceKpi } from './KpiSource';

/**
 * Which records are asked for: those behind the value of a KPI in a period.
 *
 * @public
 */
export type RecordsRequest<TSettings> = {
  kpi: SourceKpi<TSettings>;
  /** As those of a collection. */
  entities: readonly SourceEntity[];
  /** Of which the value is: an entity, or the members of a scope. */
  entityRefs: readonly string[];
  /** The end is not included. */
  period: { from: Date; to: Date };
  timeZone: string;
  /** By a column, or by what they add where it is not one; the worst first if not given. */
  order?: { column: string; descending: boolean };
  offset: number;
  /** At most so many records. */
  limit: number;
  /** Whether columns with personal data are shown. */
  withPersonal: boolean;
};

/**
 * A record behind a value, for one entity that it counts for.
 *
 * @public
 */
export type RecordBehind = {
  entityRef: string;
  /** Where the record was read, such as `incidents.csv line 7`. */
  place: string;
  /** What it adds to the value, in the unit of the KPI. */
  value: number | null;
  /** Its weight, where there are weights. */
  weight: number | null;
  /** Its texts by the columns of the page, null where there are none or they are hidden. */
  cells: (string | null)[];
  /** Its address in its own system. */
  link?: string;
};

/**
 * Some of the records behind a value, and what they all come to.
 *
 * @public
 */
export type RecordsBehind = {
  /** Up to when the records are known. */
  readAt: Date;
  /**
   * How the value comes of what they add: their `sum`, its `mean` over the weights, its
   * `min`, `max`, `median` or `quantile`; `downtime` is the time that they leave available, where
   * what overlaps counts once.
   */
  fold: 'sum' | 'mean' | 'min' | 'max' | 'median' | 'quantile' | 'downtime';
  /** How many there are in all. */
  records: number;
  /** The sum of what all of them add, in the unit of the KPI. */
  value: number | null;
  /** The sum of their weights, where there are weights. */
  weight: number | null;
  columns: {
    name: string;
    type: 'text' | 'instant' | 'number';
    /** Whether it holds personal data, so that not everybody sees it. */
    isPersonal?: boolean;
  }[];
  rows: RecordBehind[];
};

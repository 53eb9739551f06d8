import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { SourceEntity } from './SourceEntity';
import type { ClassValue, SourceKpi } from './KpiSource';

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

/**
 * Two periods of a KPI whose records are compared; the earlier one is before.
 *
 * @public
 */
export type RecordsComparison<TSettings> = Pick<
  RecordsRequest<TSettings>,
  'kpi' | 'entities' | 'timeZone' | 'limit' | 'withPersonal'
> & {
  before: Pick<RecordsRequest<TSettings>, 'entityRefs' | 'period'>;
  after: Pick<RecordsRequest<TSettings>, 'entityRefs' | 'period'>;
};

/**
 * How many records there are, and the sums of what they add and of their weights.
 *
 * @public
 */
export type RecordTotals = {
  records: number;
  value: number | null;
  weight: number | null;
};

/**
 * A record in two periods, for one entity that it counts for.
 *
 * @public
 */
export type ComparedRecord = Omit<RecordBehind, 'value' | 'weight'> & {
  /** `null` where it does not count in the period. */
  before: RecordTotals | null;
  after: RecordTotals | null;
};

/**
 * How the records behind two values differ. What the groups, or the values of a class, come
 * to adds up to what all come to.
 *
 * @public
 */
export type RecordsCompared = Pick<
  RecordsBehind,
  'readAt' | 'fold' | 'columns'
> & {
  /**
   * That nothing says which records are the same ones: each of either period then counts as
   * one that is only there.
   */
  unkeyed?: boolean;
  before: RecordTotals;
  after: RecordTotals;
  /** By whether records count in both periods, and with what they add; none is empty. */
  groups: {
    kind: 'onlyBefore' | 'onlyAfter' | 'changed' | 'same';
    before: RecordTotals;
    after: RecordTotals;
    /** Those that count or changed most, at most as many as were asked for. */
    rows: ComparedRecord[];
  }[];
  /** By the values of each column that has only some. */
  classes: {
    column: string;
    values: {
      value: string | null;
      before: RecordTotals;
      after: RecordTotals;
    }[];
  }[];
};

/**
 * By which column the values of a KPI are to be broken down, and which values.
 *
 * @public
 */
export type ClassesRequest<TSettings> = Pick<
  RecordsRequest<TSettings>,
  'kpi' | 'entities' | 'entityRefs' | 'period' | 'timeZone'
> & {
  /** One of `classColumns`. */
  column: string;
};

/**
 * A column by which the values of a KPI can be broken down.
 *
 * @public
 */
export type ClassColumn = {
  name: string;
  /** Whether it holds personal data, so that not everybody may see its classes. */
  isPersonal?: true;
};

/**
 * What the values of a KPI are made of by the classes of a column.
 *
 * @public
 */
export type RecordClasses = {
  /** Up to when the records are known. */
  readAt: Date;
  /** Of periods that begin before, records may be missing: the first day of a month. */
  keptFrom: string;
  /**
   * Of which periods the classes are: of those in which the KPI is judged, where they can be
   * measured at once; else of its grain, so that they have to be combined.
   */
  periodType: PeriodType;
  /** What there is, each entity and period at most once; classes as in a measurement. */
  values: {
    entityRef: string;
    /** First day, `YYYY-MM-DD`. */
    period: string;
    classes: ClassValue[];
  }[];
};

/**
 * What a source keeps of its records.
 *
 * @public
 */
export type KeptRecordsState = {
  records: number;
  /** What they take where they are kept. */
  bytes: number;
  /** The first month of which there are some, `YYYY-MM`; `null` if none has a time. */
  firstMonth: string | null;
  /** Of the months before, records may be missing, `YYYY-MM`; `null` if of all. */
  keptFrom: string | null;
  /** Up to when they are known. */
  readAt: Date;
  /** How far back, and how much at most, the admin wants them kept. */
  days: number;
  megabytes: number;
};

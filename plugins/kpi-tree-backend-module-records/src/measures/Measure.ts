import {
  KpiSpec,
  PeriodType,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Engine, Value as Cell } from '../engine/Engine';
import { Calendar } from '../time/calendar';
import { Coverage } from '../time/Coverage';
import { Mistake, Uses } from './values';

/** What was measured of one entity, named by its index, in one period. */
export type Measured = WeightedValue & {
  entity: number;
  /** First day, `YYYY-MM-DD`. */
  start: string;
  /** Of the distribution, where the KPI is a quantile. */
  sketch?: Uint8Array;
};

/** The records that count for a KPI. */
export type Counted = {
  engine: Engine;
  /**
   * SQL: a row for each record and each entity that it counts for, with `entity`, its
   * number `row`, its instant `t` and its columns.
   */
  sql: string;
};

/** How the records behind a value make it. */
export type Behind = {
  /**
   * How the value comes of them: `sum` of what they add, `mean` of it over their weights,
   * `min`, `max`, `median` or `quantile` of it, or `downtime`, the time that they leave.
   */
  fold: 'sum' | 'mean' | 'min' | 'max' | 'median' | 'quantile' | 'downtime';
  /** SQL of the records that count, where the measure adds to them. */
  from?: (counted: string) => string;
  /** SQL: which of them the value is made of. */
  condition: string;
  /** SQL of what each adds; multiplied by `scale` in the unit of the KPI. */
  value: string;
  scale: (value: number) => number;
  /** SQL of the weight of each, where there are weights. */
  weight?: string;
};

/** A period of a KPI, as far as it is known. */
export type BehindPeriod = {
  /** Milliseconds since 1970, the end excluded. */
  from: number;
  to: number;
};

/** Makes measurements of records, by queries. */
export interface Measure {
  readonly uses: Uses;
  /** What makes a record unusable. */
  readonly mistakes: Mistake[];
  /**
   * Whether it measures the records of a class by themselves as well: of `records` what they
   * add in a period, of `states` what is at its end. Not given where that says nothing of
   * the whole.
   */
  readonly byClass?: 'records' | 'states';
  results(counted: Counted, coverage: Coverage): AsyncIterable<Measured>;
  /** The records behind the value of a period, and what each adds to it. */
  behind(period: BehindPeriod): Behind;
}

/** What a measure has to know of its KPI and of the request. */
export type MeasureContext = {
  unit: string;
  grain: PeriodType;
  periodType: PeriodType;
  /** How its values combine, and which quantile it is if it is one. */
  aggregate: KpiSpec['aggregate'];
  /**
   * The column by which the rows of a record follow each other, where it has several; none
   * where nothing says what a record is.
   */
  version?: string;
  calendar: Calendar;
  /** Nothing after this instant counts. */
  to: number;
};

/** SQL of the first day of the period in which an instant lies, as epoch day. */
export function dayOf(instant: string, grain: PeriodType): string {
  return `period_day(${instant}, '${grain}')`;
}

/** SQL: whether a record is of a period. */
export function isIn({ from, to }: BehindPeriod): string {
  return `ms(t) >= ${from} and ms(t) < ${to}`;
}

/** The rows of a query that is ordered by its first column, those of one entity together. */
export async function* byEntity<T extends Cell[]>(
  engine: Engine,
  sql: string,
): AsyncGenerator<{ entity: number; rows: T[] }> {
  let entity: number | undefined;
  let rows: T[] = [];
  for await (const some of engine.stream<[number, ...T]>(sql)) {
    for (const [key, ...row] of some) {
      if (key !== entity) {
        if (entity !== undefined) {
          yield { entity, rows };
        }
        entity = key;
        rows = [];
      }
      rows.push(row as T);
    }
  }
  if (entity !== undefined) {
    yield { entity, rows };
  }
}

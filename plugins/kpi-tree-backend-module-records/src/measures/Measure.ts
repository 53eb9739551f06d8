import {
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

/** Makes measurements of records, by queries. */
export interface Measure {
  readonly uses: Uses;
  /** What makes a record unusable. */
  readonly mistakes: Mistake[];
  results(counted: Counted, coverage: Coverage): AsyncIterable<Measured>;
}

/** What a measure has to know of its KPI and of the request. */
export type MeasureContext = {
  unit: string;
  grain: PeriodType;
  periodType: PeriodType;
  /** Which quantile the KPI is, between 0 and 1. */
  quantile?: number;
  calendar: Calendar;
  /** Nothing after this instant counts. */
  to: number;
};

/** SQL of the first day of the period in which an instant lies, as epoch day. */
export function dayOf(instant: string, grain: PeriodType): string {
  return `period_day(${instant}, '${grain}')`;
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

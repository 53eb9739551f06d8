import {
  PeriodType,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Calendar } from '../time/calendar';
import { Coverage } from '../time/Coverage';
import { Row } from '../rows/RowReader';

/** What was measured of one entity, named by its index, in one period. */
export type Measured = WeightedValue & {
  entity: number;
  /** First day, `YYYY-MM-DD`. */
  start: string;
  /** Of the distribution, where the KPI is a quantile. */
  sketch?: Uint8Array;
};

/**
 * Makes measurements of rows. It keeps as much as there are entities and
 * periods, not as there are rows.
 */
export interface Measure {
  /** The columns it reads. */
  readonly columns: string[];
  /**
   * Takes a row that counts.
   *
   * @param time - when it counts
   * @param entities - for which entities
   * @throws ValueError if a value of the row cannot be used
   */
  add(
    row: Row,
    time: number,
    entities: readonly number[],
  ): Promise<void> | void;
  /** The measurements, once, after all rows. */
  results(coverage: Coverage): AsyncIterable<Measured> | Iterable<Measured>;
  /** Gives back what it holds. */
  close(): Promise<void>;
}

/** What a measure has to know of its KPI and of the request. */
export type MeasureContext = {
  unit: string;
  grain: PeriodType;
  periodType: PeriodType;
  /** Which quantile the KPI is, between 0 and 1. */
  quantile?: number;
  timeZone: string;
  calendar: Calendar;
  /** Nothing after this instant counts. */
  to: number;
  /** How many records a sorter keeps in memory. */
  sortCapacity?: number;
};

import {
  fromEpochDay,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Coverage } from '../time/Coverage';
import { Row } from '../rows/RowReader';
import { Cells } from './cells';
import { Measure, MeasureContext, Measured } from './Measure';

/**
 * How rows add up: what each adds to two sums, and what these say in the end.
 */
export type Addition = {
  columns: string[];
  /** Adds a row to the sums of a cell. */
  add(cell: { a: number; b: number }, row: Row): void;
  /** What a cell was measured to be; `undefined` if that is nothing. */
  result(cell: { a: number; b: number }): WeightedValue | undefined;
  /** What a covered period without a row says. */
  empty?: { value: number; weight: number };
};

/**
 * Measures what adds up: counts, sums, means, maxima and ratios.
 */
export class AdditiveMeasure implements Measure {
  private readonly cells = new Cells();
  readonly columns: string[];

  constructor(
    private readonly addition: Addition,
    private readonly context: MeasureContext,
  ) {
    this.columns = addition.columns;
  }

  add(row: Row, time: number, entities: readonly number[]): void {
    const { day } = this.context.calendar.periodAt(time);
    // A row that cannot be used is to leave no trace in any cell.
    const probe = { a: 0, b: 0 };
    this.addition.add(probe, row);
    for (const entity of entities) {
      this.addition.add(this.cells.at(entity, day), row);
    }
  }

  *results(coverage: Coverage): Iterable<Measured> {
    for (const { entity, day, a, b } of this.cells.entries()) {
      const result = this.addition.result({ a, b }) ?? this.addition.empty;
      if (result) {
        yield { entity, start: fromEpochDay(day), ...result };
      }
    }
    const { empty } = this.addition;
    const { until } = coverage;
    if (!empty || until === undefined) {
      return;
    }
    for (const { entity, from } of coverage.entities()) {
      for (const { day, start } of this.context.calendar.periods(from, until)) {
        if (!this.cells.has(entity, day)) {
          yield { entity, start, ...empty };
        }
      }
    }
  }

  async close(): Promise<void> {}
}

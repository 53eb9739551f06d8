import { InputError } from '@backstage/errors';
import { fromEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Row } from '../rows/RowReader';
import { valueColumns, valueReader } from '../rows/values';
import { ValueSettings } from '../configuration/kpiSettings';
import { ExternalSorter } from '../sort/ExternalSorter';
import { cellOf, ofCell } from './cells';
import { Measure, MeasureContext, Measured } from './Measure';

/**
 * The median of a value: the middle one, or the mean of the two in the middle.
 * Weight is the number of rows that have it.
 */
export class MedianMeasure implements Measure {
  private readonly sorter: ExternalSorter;
  private readonly counts = new Map<number, number>();
  private readonly read: (row: Row) => number | undefined;
  readonly columns: string[];

  /** @throws `InputError` if the KPI stores a finer grain than it judges */
  constructor(of: ValueSettings, private readonly context: MeasureContext) {
    if (context.grain !== context.periodType) {
      throw new InputError(
        `spec.grain is ${context.grain}, but medians cannot be combined into a median: use the period, ${context.periodType}`,
      );
    }
    this.columns = valueColumns(of);
    this.read = valueReader(of, context.unit, context.timeZone);
    this.sorter = new ExternalSorter(context.sortCapacity);
  }

  async add(
    row: Row,
    time: number,
    entities: readonly number[],
  ): Promise<void> {
    const value = this.read(row);
    if (value === undefined) {
      return;
    }
    const { day } = this.context.calendar.periodAt(time);
    for (const entity of entities) {
      const cell = cellOf(entity, day);
      this.counts.set(cell, (this.counts.get(cell) ?? 0) + 1);
      await this.sorter.add([cell, value, 0, 0]);
    }
  }

  async *results(): AsyncGenerator<Measured> {
    let current = NaN;
    let index = 0;
    let lower = 0;
    for await (const [cell, value] of this.sorter.sorted()) {
      index = cell === current ? index + 1 : 0;
      current = cell;
      const n = this.counts.get(cell)!;
      if (index === (n - 1) >> 1) {
        lower = value;
      }
      if (index === n >> 1) {
        const { entity, day } = ofCell(cell);
        yield {
          entity,
          start: fromEpochDay(day),
          value: (lower + value) / 2,
          weight: n,
        };
      }
    }
  }

  async close(): Promise<void> {
    await this.sorter.close();
  }
}

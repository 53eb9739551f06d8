import {
  fromEpochDay,
  ratioOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Row } from '../rows/RowReader';
import { timeUnitOf } from '../rows/values';
import { ExternalSorter } from '../sort/ExternalSorter';
import { Cells } from './cells';
import { Measure, MeasureContext, Measured } from './Measure';

/**
 * The mean time from the record before to each record of the same entity. It
 * belongs to the period of the later one; the first has none. Weight is the
 * number of times.
 */
export class TimeBetweenMeasure implements Measure {
  readonly columns: string[] = [];
  private readonly sorter: ExternalSorter;
  private readonly unit: number;

  constructor(private readonly context: MeasureContext) {
    this.unit = timeUnitOf(context.unit);
    this.sorter = new ExternalSorter(context.sortCapacity);
  }

  async add(
    _row: Row,
    time: number,
    entities: readonly number[],
  ): Promise<void> {
    for (const entity of entities) {
      await this.sorter.add([entity, time, 0, 0]);
    }
  }

  async *results(): AsyncGenerator<Measured> {
    const cells = new Cells();
    let last: { entity: number; time: number } | undefined;
    for await (const [entity, time] of this.sorter.sorted()) {
      if (last?.entity === entity) {
        const { day } = this.context.calendar.periodAt(time);
        const cell = cells.at(entity, day);
        cell.a += (time - last.time) / this.unit;
        cell.b++;
      }
      last = { entity, time };
    }
    for (const { entity, day, a, b } of cells.entries()) {
      yield { entity, start: fromEpochDay(day), ...ratioOf(a, b) };
    }
  }

  async close(): Promise<void> {
    await this.sorter.close();
  }
}

import { InputError } from '@backstage/errors';
import { fromEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { QuantileSketch } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Row } from '../rows/RowReader';
import { valueColumns, valueReader } from '../rows/values';
import { ValueSettings } from '../configuration/kpiSettings';
import { cellOf, ofCell } from './cells';
import { Measure, MeasureContext, Measured } from './Measure';

/**
 * A quantile of a value, with a sketch of its distribution, so that it combines over
 * time and entities. Weight is the number of rows that have it.
 */
export class QuantileMeasure implements Measure {
  private readonly sketches = new Map<number, QuantileSketch>();
  private readonly read: (row: Row) => number | undefined;
  private readonly quantile: number;
  readonly columns: string[];

  /** @throws `InputError` if the KPI does not say which quantile */
  constructor(of: ValueSettings, private readonly context: MeasureContext) {
    if (context.quantile === undefined) {
      throw new InputError(
        'spec.aggregate has no quantile: use { overTime: quantile, overEntities: quantile, quantile: 0.5 } for the median',
      );
    }
    this.quantile = context.quantile;
    this.columns = valueColumns(of);
    this.read = valueReader(of, context.unit, context.timeZone);
  }

  add(row: Row, time: number, entities: readonly number[]): void {
    const value = this.read(row);
    if (value === undefined) {
      return;
    }
    const { day } = this.context.calendar.periodAt(time);
    for (const entity of entities) {
      const cell = cellOf(entity, day);
      let sketch = this.sketches.get(cell);
      if (!sketch) {
        sketch = new QuantileSketch();
        this.sketches.set(cell, sketch);
      }
      sketch.add(value);
    }
  }

  *results(): Generator<Measured> {
    for (const [cell, sketch] of this.sketches) {
      const { entity, day } = ofCell(cell);
      yield {
        entity,
        start: fromEpochDay(day),
        value: sketch.quantile(this.quantile)!,
        weight: sketch.count,
        sketch: sketch.toBytes(),
      };
    }
  }

  async close(): Promise<void> {
    this.sketches.clear();
  }
}

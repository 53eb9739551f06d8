import { InputError } from '@backstage/errors';
import { fromEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { QuantileSketch } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import {
  Behind,
  BehindPeriod,
  Counted,
  dayOf,
  isIn,
  Measure,
  MeasureContext,
  Measured,
} from './Measure';
import { SettingsOf, Value, valueOf } from './values';

/**
 * A quantile of a value, with a sketch of its distribution, so that it combines over
 * time and entities. Weight is the number of records that have it.
 */
export class QuantileMeasure implements Measure {
  private readonly value: Value;
  private readonly quantile: number;
  readonly uses;
  readonly mistakes;
  readonly byClass = 'records' as const;

  /** @throws `InputError` if the KPI does not say which quantile */
  constructor(
    { of }: SettingsOf<'quantile'>,
    private readonly context: MeasureContext,
  ) {
    const { quantile } = context.aggregate;
    if (quantile === undefined) {
      throw new InputError(
        'spec.aggregate has no quantile: use { overTime: quantile, overEntities: quantile, quantile: 0.5 } for the median',
      );
    }
    this.quantile = quantile;
    this.value = valueOf(of, context);
    this.uses = this.value.uses;
    this.mistakes = this.value.mistakes;
  }

  behind(period: BehindPeriod): Behind {
    const { sql: value, scale } = this.value;
    return {
      fold: 'quantile',
      condition: `${isIn(period)} and ${value} is not null`,
      value,
      scale,
    };
  }

  async *results({ engine, sql }: Counted): AsyncGenerator<Measured> {
    const { sql: value, scale } = this.value;
    // Each value with how often it is there, in an order that is always the same
    const values = engine.stream<[number, number, number, number]>(
      `select entity, ${dayOf('t', this.context.grain)} as day,
        (${value})::double as v, count(*)::double
      from ${sql} where ${value} is not null
      group by entity, day, v order by entity, day, v`,
    );
    let at: { entity: number; day: number; sketch: QuantileSketch } | undefined;
    for await (const some of values) {
      for (const [entity, day, number, times] of some) {
        if (at?.entity !== entity || at.day !== day) {
          if (at) {
            yield this.measured(at);
          }
          at = { entity, day, sketch: new QuantileSketch() };
        }
        for (let i = 0; i < times; i++) {
          at.sketch.add(scale(number));
        }
      }
    }
    if (at) {
      yield this.measured(at);
    }
  }

  private measured(at: {
    entity: number;
    day: number;
    sketch: QuantileSketch;
  }): Measured {
    const { entity, day, sketch } = at;
    return {
      entity,
      start: fromEpochDay(day),
      value: sketch.quantile(this.quantile)!,
      weight: sketch.count,
      sketch: sketch.toBytes(),
    };
  }
}

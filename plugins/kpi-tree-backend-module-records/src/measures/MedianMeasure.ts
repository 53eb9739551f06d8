import { InputError } from '@backstage/errors';
import { fromEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
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
 * The median of a value: the middle one, or the mean of the two in the middle.
 * Weight is the number of records that have it.
 */
export class MedianMeasure implements Measure {
  private readonly value: Value;
  readonly uses;
  readonly mistakes;
  readonly byClass = 'records' as const;

  /** @throws `InputError` if the KPI stores a finer grain than it judges */
  constructor(
    { of }: SettingsOf<'median'>,
    private readonly context: MeasureContext,
  ) {
    if (context.grain !== context.periodType) {
      throw new InputError(
        `spec.grain is ${context.grain}, but medians cannot be combined into a median: use the period, ${context.periodType}`,
      );
    }
    this.value = valueOf(of, context);
    this.uses = this.value.uses;
    this.mistakes = this.value.mistakes;
  }

  behind(period: BehindPeriod): Behind {
    const { sql: value, scale } = this.value;
    return {
      fold: 'median',
      condition: `${isIn(period)} and ${value} is not null`,
      value,
      scale,
    };
  }

  async *results({ engine, sql }: Counted): AsyncGenerator<Measured> {
    // Of decimals the engine cuts the median to their places
    const days = engine.stream<[number, number, number, number]>(
      `select entity, ${dayOf('t', this.context.grain)} as day,
        quantile_cont((${this.value.sql})::double, 0.5), count(*)::double
      from ${sql} where ${this.value.sql} is not null
      group by entity, day order by entity, day`,
    );
    for await (const some of days) {
      for (const [entity, day, median, weight] of some) {
        yield {
          entity,
          start: fromEpochDay(day),
          value: this.value.scale(median),
          weight,
        };
      }
    }
  }
}

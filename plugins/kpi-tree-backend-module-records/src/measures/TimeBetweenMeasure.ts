import {
  fromEpochDay,
  ratioOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
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
import { allUses, timeUnitOf } from './values';

/**
 * The mean time from the record before to each record of the same entity. It
 * belongs to the period of the later one; the first has none. Weight is the
 * number of times.
 */
export class TimeBetweenMeasure implements Measure {
  readonly uses = allUses([]);
  readonly mistakes = [];
  private readonly unitMs: number;

  constructor(private readonly context: MeasureContext) {
    this.unitMs = timeUnitOf(context.unit);
  }

  behind(period: BehindPeriod): Behind {
    return {
      fold: 'mean',
      from: withPassed,
      condition: `${isIn(period)} and passed is not null`,
      value: 'passed',
      scale: value => value / this.unitMs,
      weight: '1',
    };
  }

  async *results({ engine, sql }: Counted): AsyncGenerator<Measured> {
    const days = engine.stream<[number, number, number, number]>(
      `select entity, ${dayOf('t', this.context.grain)} as day,
        sum(passed)::double, count(*)::double
      from ${withPassed(
        sql,
      )} where passed is not null group by entity, day order by entity, day`,
    );
    for await (const some of days) {
      for (const [entity, day, passed, times] of some) {
        yield {
          entity,
          start: fromEpochDay(day),
          ...ratioOf(passed / this.unitMs, times),
        };
      }
    }
  }
}

/** SQL of records with the milliseconds since the one before of the same entity. */
function withPassed(records: string): string {
  return `(select *, ms(t) - lag(ms(t)) over (partition by entity order by t, row) as passed
    from ${records})`;
}

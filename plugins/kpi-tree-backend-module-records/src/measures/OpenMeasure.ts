import { textColumn, typedColumn } from '../table/columns';
import { Coverage } from '../time/Coverage';
import {
  Behind,
  BehindPeriod,
  byEntity,
  Counted,
  dayOf,
  Measure,
  MeasureContext,
  Measured,
} from './Measure';
import {
  allUses,
  instantMistake,
  Mistake,
  orderMistake,
  SettingsOf,
  timeUnitOf,
} from './values';

/** Small numbers, so that the sum of many is exact. */
const ORIGIN = Date.UTC(2020);

/**
 * What is open at the end of each period, or now in the running one: how many records,
 * or how old they are on average. A record is open from its time until `to`.
 */
export class OpenMeasure implements Measure {
  readonly uses;
  readonly mistakes: Mistake[];
  readonly byClass = 'states' as const;
  private readonly unitMs: number | undefined;

  constructor(
    private readonly settings: SettingsOf<'open' | 'openAge'>,
    private readonly context: MeasureContext,
  ) {
    const { time, to, measure } = settings;
    this.uses = allUses([{ instants: [to] }]);
    this.mistakes = [instantMistake(to), orderMistake(time, to)];
    this.unitMs = measure === 'openAge' ? timeUnitOf(context.unit) : undefined;
  }

  async *results(
    counted: Counted,
    coverage: Coverage,
  ): AsyncGenerator<Measured> {
    const { until } = coverage;
    if (until === undefined) {
      return;
    }
    const { calendar } = this.context;
    const covered = new Map(
      [...coverage.entities()].map(({ entity, from }) => [entity, from]),
    );
    for await (const { entity, rows } of this.changes(counted)) {
      const from = covered.get(entity);
      covered.delete(entity);
      if (from === undefined) {
        continue;
      }
      let next = 0;
      let count = 0;
      let begun = 0;
      for (const period of calendar.periods(from, until)) {
        for (; next < rows.length && rows[next][0] <= period.day; next++) {
          count += rows[next][1];
          begun += rows[next][2];
        }
        const at = Math.min(period.to, until);
        const result = this.result(count, begun, at);
        if (result) {
          yield { entity, start: period.start, ...result };
        }
      }
    }
    if (this.unitMs === undefined) {
      for (const [entity, from] of covered) {
        for (const { start } of calendar.periods(from, until)) {
          yield { entity, start, value: 0, weight: 1 };
        }
      }
    }
  }

  behind({ to }: BehindPeriod): Behind {
    const end = `ms(${typedColumn(this.settings.to, 'instant')})`;
    const condition = `ms(t) < ${to} and (${end} is null or ${end} >= ${to})`;
    const { unitMs } = this;
    return unitMs === undefined
      ? { fold: 'sum', condition, value: '1', scale: value => value }
      : {
          fold: 'mean',
          condition,
          value: `(${to} - ms(t))`,
          scale: value => value / unitMs,
          weight: '1',
        };
  }

  /** By how much the number of open records, and the sum of their times, change by day. */
  private changes({ engine, sql }: Counted) {
    const { grain, to } = this.context;
    const end = typedColumn(this.settings.to, 'instant');
    return byEntity<[number, number, number]>(
      engine,
      `select entity, day, sum(change)::double, sum(change * begun)::double from (
        select entity, ${dayOf(
          't',
          grain,
        )} as day, 1 as change, ms(t) - ${ORIGIN} as begun from ${sql}
        union all
        select entity, ${dayOf(end, grain)}, -1, ms(t) - ${ORIGIN} from ${sql}
        where ${textColumn(this.settings.to)} is not null and ms(${end}) < ${to}
      ) group by entity, day order by entity, day`,
    );
  }

  private result(count: number, begun: number, at: number) {
    if (this.unitMs === undefined) {
      return { value: count, weight: 1 };
    }
    return count
      ? {
          value: (at - ORIGIN - begun / count) / this.unitMs,
          weight: count,
        }
      : undefined;
  }
}

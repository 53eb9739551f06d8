import {
  RecordFilter,
  shareFactor,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { fitsColumn } from '../filters/fits';
import { typedColumn } from '../table/columns';
import { Coverage } from '../time/Coverage';
import {
  Behind,
  BehindPeriod,
  byEntity,
  Counted,
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
} from './values';

const MINUTE_MS = 60_000;

/**
 * 1 - downtime / time of the period; weight is the covered minutes. At each
 * moment the record that runs with the largest share of downtime counts, so
 * that overlapping records never add up. A record counts in all periods that it
 * touches.
 *
 * For each share s that there is, the records of at least s cover some time together:
 * downtime is the sum of these times, each by what s is more than the share below it.
 */
export class AvailabilityMeasure implements Measure {
  readonly uses;
  readonly mistakes: Mistake[];

  constructor(
    private readonly settings: SettingsOf<'availability'>,
    private readonly context: MeasureContext,
  ) {
    const { from, to, downtime } = settings;
    this.uses = allUses([
      {
        instants: [from, to],
        texts: downtime ? [downtime.column] : [],
        filters: this.shares().map(([filter]) => filter),
      },
    ]);
    this.mistakes = [
      {
        ...instantMistake(from),
        condition: `${typedColumn(from, 'instant')} is null`,
      },
      instantMistake(to),
      orderMistake(from, to),
    ];
  }

  async *results(
    counted: Counted,
    coverage: Coverage,
  ): AsyncGenerator<Measured> {
    const { until } = coverage;
    if (until === undefined) {
      return;
    }
    const covered = new Map(
      [...coverage.entities()].map(({ entity, from }) => [entity, from]),
    );
    for await (const { entity, rows } of this.stretches(counted)) {
      const from = covered.get(entity);
      covered.delete(entity);
      if (from !== undefined) {
        yield* this.measured(entity, from, until, rows);
      }
    }
    for (const [entity, from] of covered) {
      yield* this.measured(entity, from, until, []);
    }
  }

  behind({ from, to }: BehindPeriod): Behind {
    const { start, end } = this.span();
    return {
      fold: 'downtime',
      condition: `${start} < ${to} and ${end} > ${from} and ${this.shareSql()} > 0`,
      value: `((least(${end}, ${to}) - greatest(${start}, ${from})) * ${this.shareSql()})`,
      // Of each alone: what overlaps counts once
      scale: value => value / MINUTE_MS,
    };
  }

  /** SQL of when a record begins and ends, in milliseconds. */
  private span(): { start: string; end: string } {
    const { from, to } = this.settings;
    const end = `ms(${typedColumn(to, 'instant')})`;
    const now = this.context.to;
    return {
      start: `ms(${typedColumn(from, 'instant')})`,
      end: `least(coalesce(${end}, ${now}), ${now})`,
    };
  }

  /** @param stretches - how much of their time is downtime, their start and their end */
  private *measured(
    entity: number,
    from: number,
    until: number,
    stretches: [number, number, number][],
  ): Generator<Measured> {
    const { calendar, unit } = this.context;
    const down = new Map<number, number>();
    for (const [share, start, end] of stretches) {
      const first = Math.max(start, from);
      const last = Math.min(end, until);
      for (const period of calendar.periods(first, last)) {
        const time = Math.min(last, period.to) - Math.max(first, period.from);
        down.set(period.day, (down.get(period.day) ?? 0) + share * time);
      }
    }
    const factor = shareFactor(unit);
    for (const period of calendar.periods(from, until)) {
      const time = Math.min(until, period.to) - Math.max(from, period.from);
      yield {
        entity,
        start: period.start,
        value: factor * (1 - (down.get(period.day) ?? 0) / time),
        weight: time / MINUTE_MS,
      };
    }
  }

  /** Stretches of time in which an entity was down, in the order of their shares. */
  private stretches({ engine, sql }: Counted) {
    const { start, end } = this.span();
    return byEntity<[number, number, number]>(
      engine,
      `with records_down as (
        select entity, ${start} as start, ${end} as stop,
          ${this.shareSql()} as share
        from ${sql} where ${start} < ${this.context.to}
      ),
      shares as (
        select share, share - coalesce(lag(share) over (order by share), 0) as more
        from (select distinct share from records_down where share > 0)
      ),
      at_least as (
        select entity, shares.share, more, start, stop
        from records_down join shares on records_down.share >= shares.share
        where stop > start
      ),
      gaps as (
        select *, start > max(stop) over (
          partition by entity, share order by start, stop
          rows between unbounded preceding and 1 preceding
        ) as is_gap from at_least
      ),
      numbered as (
        select *, count(*) filter (is_gap) over (
          partition by entity, share order by start, stop
          rows between unbounded preceding and current row
        ) as stretch from gaps
      )
      select entity, more::double, min(start)::double, max(stop)::double
      from numbered group by entity, share, more, stretch
      order by entity, share, min(start)`,
    );
  }

  /** Which records are down for which share of their time, the largest first. */
  private shares(): [RecordFilter, number][] {
    const { downtime } = this.settings;
    return Object.entries(downtime?.values ?? {})
      .sort(([, one], [, other]) => other - one)
      .map(([text, share]) => [{ [downtime!.column]: text }, share]);
  }

  private shareSql(): string {
    const { downtime } = this.settings;
    if (!downtime) {
      return '1::double';
    }
    const cases = this.shares().map(
      ([filter, share]) => `when ${fitsColumn(filter)} then ${share}`,
    );
    return `(case ${cases.join(' ')} ${
      cases.length ? 'else' : 'when true then'
    } ${downtime.otherwise} end)::double`;
  }
}

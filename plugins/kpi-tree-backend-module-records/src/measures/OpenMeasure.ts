import { Coverage } from '../time/Coverage';
import { Row } from '../rows/RowReader';
import { cell, readInstant, timeUnitOf, ValueError } from '../rows/values';
import { RecordsSettings } from '../configuration/kpiSettings';
import { Cells } from './cells';
import { Measure, MeasureContext, Measured } from './Measure';

type Change = { day: number; count: number; begun: number };

/**
 * What is open at the end of each period, or now in the running one: how many records,
 * or how old they are on average. A record is open from its time until `to`.
 */
export class OpenMeasure implements Measure {
  readonly columns: string[];
  /** By how much the number of open records, and the sum of their times, change. */
  private readonly changes = new Cells();
  private readonly unitMs: number | undefined;

  constructor(
    private readonly settings: Extract<
      RecordsSettings,
      { measure: 'open' | 'openAge' }
    >,
    private readonly context: MeasureContext,
  ) {
    this.columns = [settings.to];
    this.unitMs =
      settings.measure === 'openAge' ? timeUnitOf(context.unit) : undefined;
  }

  add(row: Row, time: number, entities: readonly number[]): void {
    const { to } = this.settings;
    const { timeZone, to: now } = this.context;
    const end = cell(row, to) ? readInstant(row, to, timeZone) : Infinity;
    if (end < time) {
      throw new ValueError(
        `${to} is before ${this.settings.time}: correct one of them`,
        `${cell(row, this.settings.time)} .. ${cell(row, to)}`,
      );
    }
    for (const entity of entities) {
      this.change(entity, time, 1, time);
      if (end < now) {
        this.change(entity, end, -1, time);
      }
    }
  }

  *results(coverage: Coverage): Generator<Measured> {
    const { until } = coverage;
    if (until === undefined) {
      return;
    }
    const byEntity = this.changesByEntity();
    for (const { entity, from } of coverage.entities()) {
      const changes = byEntity.get(entity) ?? [];
      let next = 0;
      let count = 0;
      let begun = 0;
      for (const period of this.context.calendar.periods(from, until)) {
        for (; changes[next]?.day <= period.day; next++) {
          count += changes[next].count;
          begun += changes[next].begun;
        }
        const at = Math.min(period.to, until);
        const result = this.result(count, begun, at);
        if (result) {
          yield { entity, start: period.start, ...result };
        }
      }
    }
  }

  async close(): Promise<void> {}

  private result(count: number, begun: number, at: number) {
    if (this.unitMs === undefined) {
      return { value: count, weight: 1 };
    }
    return count
      ? {
          value: (seconds(at) - begun / count) * (1_000 / this.unitMs),
          weight: count,
        }
      : undefined;
  }

  private change(entity: number, at: number, by: 1 | -1, time: number): void {
    const { day } = this.context.calendar.periodAt(at);
    const change = this.changes.at(entity, day);
    change.a += by;
    change.b += by * seconds(time);
  }

  private changesByEntity(): Map<number, Change[]> {
    const found = new Map<number, Change[]>();
    for (const { entity, day, a: count, b: begun } of this.changes.entries()) {
      const changes = found.get(entity) ?? [];
      changes.push({ day, count, begun });
      found.set(entity, changes);
    }
    found.forEach(changes => changes.sort((x, y) => x.day - y.day));
    return found;
  }
}

const ORIGIN = Date.UTC(2020);

/** Small numbers, so that the sum of many is exact. */
function seconds(instant: number): number {
  return (instant - ORIGIN) / 1_000;
}

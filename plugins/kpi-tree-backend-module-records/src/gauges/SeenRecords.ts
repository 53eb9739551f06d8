import { Engine } from '../engine/Engine';
import { Gauge } from './Gauge';

/** When the first and the last records were, asked once for all gauges of the same time. */
export class SeenRecords {
  private readonly lasts = new Map<string, number | undefined>();
  private readonly firsts = new Map<string, ReadonlyMap<number, number>>();

  private constructor(
    private readonly engine: Engine,
    /** Whether each name stands for the same entities for all gauges. */
    private readonly areAlike: boolean,
  ) {}

  static async open(engine: Engine): Promise<SeenRecords> {
    const [[areAlike]] = await engine.all<[boolean]>(
      'select coalesce(bool_and(gauge = -1), true) from named',
    );
    return new SeenRecords(engine, areAlike);
  }

  /** When the last record of all is, if there is any. */
  async last({ time, upToNow }: Gauge): Promise<number | undefined> {
    if (!this.lasts.has(time)) {
      const [[last]] = await this.engine.all<[number | null]>(
        `select max(ms(t))::double from ${upToNow}`,
      );
      this.lasts.set(time, last ?? undefined);
    }
    return this.lasts.get(time);
  }

  /** When the first record of each entity is. */
  async first({
    time,
    index,
    seen,
  }: Gauge): Promise<ReadonlyMap<number, number>> {
    const key = JSON.stringify(this.areAlike ? [time] : [time, index]);
    const known = this.firsts.get(key);
    if (known) {
      return known;
    }
    const first = new Map(
      await this.engine.all<[number, number]>(
        `select entity, min(ms(t))::double from ${seen} group by entity order by entity`,
      ),
    );
    this.firsts.set(key, first);
    return first;
  }
}

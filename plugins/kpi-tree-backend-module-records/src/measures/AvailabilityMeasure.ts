import { shareFactor } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Coverage } from '../time/Coverage';
import { Row } from '../rows/RowReader';
import { cell, readInstant, ValueError } from '../rows/values';
import { RecordsSettings } from '../configuration/kpiSettings';
import { ExternalSorter } from '../sort/ExternalSorter';
import { Cells } from './cells';
import { DowntimeSweep, Stretch } from './DowntimeSweep';
import { Measure, MeasureContext, Measured } from './Measure';

const MINUTE_MS = 60_000;

/**
 * 1 - downtime / time of the period; weight is the covered minutes. At each
 * moment the record that runs with the largest share of downtime counts, so
 * that overlapping records never add up. A record counts in all periods that it
 * touches.
 */
export class AvailabilityMeasure implements Measure {
  readonly columns: string[];
  private readonly sorter: ExternalSorter;

  constructor(
    private readonly settings: Extract<
      RecordsSettings,
      { measure: 'availability' }
    >,
    private readonly context: MeasureContext,
  ) {
    const { from, to, downtime } = settings;
    this.columns = [from, to, ...(downtime ? [downtime.column] : [])];
    this.sorter = new ExternalSorter(context.sortCapacity);
  }

  async add(
    row: Row,
    _time: number,
    entities: readonly number[],
  ): Promise<void> {
    const { from, to } = this.settings;
    const { timeZone, to: now } = this.context;
    const start = readInstant(row, from, timeZone);
    // What has not ended still runs.
    const end = cell(row, to)
      ? Math.min(readInstant(row, to, timeZone), now)
      : now;
    if (end < start && cell(row, to)) {
      throw new ValueError(
        `${to} is before ${from}: correct one of them`,
        `${cell(row, from)} .. ${cell(row, to)}`,
      );
    }
    const share = this.share(row);
    if (share > 0 && start < now) {
      for (const entity of entities) {
        await this.sorter.add([entity, start, end, share]);
      }
    }
  }

  async *results(coverage: Coverage): AsyncGenerator<Measured> {
    const { until } = coverage;
    if (until === undefined) {
      return;
    }
    const covered = new Map(
      [...coverage.entities()].map(({ entity, from }) => [entity, from]),
    );
    const down = new Cells();
    for await (const stretch of this.stretches()) {
      const { entity, share } = stretch;
      const from = Math.max(stretch.from, covered.get(entity) ?? until);
      const to = Math.min(stretch.to, until);
      for (const period of this.context.calendar.periods(from, to)) {
        down.at(entity, period.day).a +=
          share * (Math.min(to, period.to) - Math.max(from, period.from));
      }
    }
    const factor = shareFactor(this.context.unit);
    for (const [entity, from] of covered) {
      for (const period of this.context.calendar.periods(from, until)) {
        const time = Math.min(until, period.to) - Math.max(from, period.from);
        const downtime = down.has(entity, period.day)
          ? down.at(entity, period.day).a
          : 0;
        yield {
          entity,
          start: period.start,
          value: factor * (1 - downtime / time),
          weight: time / MINUTE_MS,
        };
      }
    }
  }

  async close(): Promise<void> {
    await this.sorter.close();
  }

  private share(row: Row): number {
    const { downtime } = this.settings;
    return downtime
      ? downtime.values[cell(row, downtime.column)] ?? downtime.otherwise
      : 1;
  }

  /** Stretches of time in which an entity was down by the same share. */
  private async *stretches(): AsyncGenerator<Stretch & { entity: number }> {
    let entity = NaN;
    let sweep = new DowntimeSweep();
    for await (const [key, start, end, share] of this.sorter.sorted()) {
      if (key !== entity) {
        for (const stretch of sweep.advance(Infinity)) {
          yield { entity, ...stretch };
        }
        entity = key;
        sweep = new DowntimeSweep();
      }
      for (const stretch of sweep.advance(start)) {
        yield { entity, ...stretch };
      }
      sweep.add({ end, share });
    }
    for (const stretch of sweep.advance(Infinity)) {
      yield { entity, ...stretch };
    }
  }
}

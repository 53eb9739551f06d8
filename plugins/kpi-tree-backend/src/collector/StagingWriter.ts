import { toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ofColumns, ValueRow } from '../store/bulkWrites';
import { toRows } from '../store/MeasurementStore';
import { CellKey, StagedRow, StageStore } from '../store/StageStore';
import { WindowLoss } from './LossTally';
import {
  KeyedMeasurement,
  MeasurementWriter,
  WriterOptions,
} from './MeasurementWriter';

/** A measurement whose series there is. */
type SeriesRow = KeyedMeasurement & { seriesId: number };

/** Where the changes of a run are put aside. */
export type StagePlace = {
  store: StageStore;
  runId: string;
  /** The span of time of the run. */
  part: number;
};

/**
 * Holds measurements against what is stored and puts those aside that are different,
 * in place of storing them. What is stored already costs a look.
 */
export class StagingWriter extends MeasurementWriter {
  /** How many of the measurements of each series are not stored yet. */
  readonly added = new Map<number, number>();
  /** Up to which day series are folded, where they are, as epoch days. */
  readonly folded = new Map<number, number>();
  private hasStaged = false;

  constructor(
    options: WriterOptions,
    private readonly staging: {
      place: StagePlace;
      loss: WindowLoss;
      /** Whether nothing is put aside, either. */
      dryRun: boolean;
    },
  ) {
    super(options);
  }

  protected override async ensureSeries(
    rows: KeyedMeasurement[],
  ): Promise<void> {
    const { measurements, kpis } = this.options;
    const missing = rows.filter(row => !this.series.has(row.key));
    if (this.staging.dryRun) {
      const found = await measurements.findIds(
        missing.map(({ entityRef, kpi }) => ({
          entityRef,
          kpi,
          grain: kpis.get(kpi)!.grain,
        })),
      );
      found.forEach((id, key) => this.series.set(key, id));
    } else {
      await super.ensureSeries(missing);
    }
    const ids = new Set(missing.flatMap(row => this.series.get(row.key) ?? []));
    const folded = await this.staging.place.store.foldedUntil([...ids]);
    folded.forEach((until, id) => this.folded.set(id, until));
  }

  protected override async store(rows: KeyedMeasurement[]): Promise<void> {
    await this.ensureSeries(rows);
    const open = rows
      .map(row => ({ ...row, seriesId: this.series.get(row.key) }))
      .filter(
        ({ seriesId, period: start }) =>
          // Of a dry run some have no series yet
          seriesId === undefined ||
          toEpochDay(start) >= (this.folded.get(seriesId) ?? -Infinity),
      );
    await this.compare(open.filter(isOfSeries));
    await this.compareClasses(open.filter(isOfSeries));
    this.options.onWritten(
      open.map(({ entityRef, kpi, seriesId, period: start }) => ({
        entityRef,
        kpi,
        seriesId,
        day: toEpochDay(start),
      })),
    );
  }

  private async compare(rows: SeriesRow[]): Promise<void> {
    const { place, loss } = this.staging;
    const [sorted, presumed] = toRows(rows);
    const names = new Map(rows.map(row => [row.seriesId, row]));
    const different = await place.store.differences(sorted);
    const staged: StagedRow[] = [];
    const same: ValueRow[] = [];
    for (const [index, row] of sorted.entries()) {
      const before = different.get(index);
      const isPresumed = presumed.has(row);
      if (!different.has(index) || (before && isPresumed)) {
        same.push(row);
        continue;
      }
      staged.push({ ...row, presumed: isPresumed });
      const { series_id: id, period: day } = row;
      if (before) {
        const { entityRef, kpi } = names.get(id)!;
        const after = ofColumns(row);
        loss.lose({ entityRef, kpi, day, before, after });
      } else {
        this.added.set(id, (this.added.get(id) ?? 0) + 1);
      }
    }
    await this.stage(staged, same);
  }

  private async compareClasses(rows: SeriesRow[]): Promise<void> {
    const { dryRun, place } = this.staging;
    const { classes } = this.options;
    const all = this.classesOf(rows);
    if (dryRun || !classes || !all.length) {
      return;
    }
    // Of one that is yielded twice the last holds, also where it changes nothing
    await classes.unstage(place.runId, all);
    await classes.stage(
      place.runId,
      place.part,
      await classes.differences(all),
    );
  }

  private async stage(staged: StagedRow[], same: CellKey[]): Promise<void> {
    const { dryRun, place } = this.staging;
    if (dryRun) {
      return;
    }
    const { store, runId, part } = place;
    if (this.hasStaged || part > 1) {
      // Of one that is yielded twice the last holds, also where it changes nothing
      await store.unstage(runId, same);
    }
    if (staged.length) {
      await store.stage(runId, part, staged);
      this.hasStaged = true;
    }
  }
}

function isOfSeries(
  row: KeyedMeasurement & { seriesId?: number },
): row is SeriesRow {
  return row.seriesId !== undefined;
}

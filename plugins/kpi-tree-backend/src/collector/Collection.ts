import { LoggerService } from '@backstage/backend-plugin-api';
import { aggregationTraits } from '@internal/kpi-tree';
import {
  dateMistake,
  dateOf,
  KpiSpec,
  periodOf,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  KpiSource,
  Measurement,
  RejectedFrom,
  RowError,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { LatestPeriods, latestPeriods } from '../clock/latestPeriods';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { DayStretch } from '../store/dayStretch';
import {
  IncompleteOfSource,
  IncompleteReading,
} from '../store/IncompleteStore';
import { ClassStore } from '../store/ClassStore';
import {
  firstRemovable,
  MeasurementStore,
  SeriesRecord,
} from '../store/MeasurementStore';
import { ALL_DAYS } from '../store/ranges';
import { DayRange, SeriesTotal } from '../store/StageStore';
import { abortable } from './abortable';
import { coverageMistake } from './coverageMistake';
import { LeftMarks } from './LeftMarks';
import { lookedAt } from './lookedAt';
import { WindowLoss } from './LossTally';
import { measurementMistake } from './measurementMistake';
import {
  MeasurementWriter,
  WriterOptions,
  WrittenMeasurement,
} from './MeasurementWriter';
import { Plan } from './plan';
import { RunRecorder } from './RunRecorder';
import { StagePlace, StagingWriter } from './StagingWriter';
import { TimeWindow } from './windows';

/** Series that are read measurement by measurement at once. */
const SERIES_AT_ONCE = 100;

/** The periods that a source yielded, by series, as epoch days. */
type Yielded = Map<number, Set<number>>;

/** What a source has returned for a span of time. */
type Reported = {
  /** KPIs that it could not measure. */
  unmeasured: Set<string>;
  coveredFrom?: Date;
  coveredUntil?: Date;
  mark?: string;
  unchangedBefore?: Date;
};

/**
 * What a source measures in one span of time: read, and either stored at once or
 * put aside, with what it no longer yields.
 */
export class Collection {
  private readonly yielded: Yielded = new Map();
  private readonly rejected = new Map<string, RejectedFrom>();
  private readonly superseded: IncompleteOfSource[] = [];
  private readonly reported: Reported = { unmeasured: new Set() };
  /** The series of which nothing had to be yielded. */
  private unchanged: number[] = [];
  private readonly specs: ReadonlyMap<string, KpiSpec>;
  private readonly entities: ReadonlySet<string>;
  private readonly formerNames: ReadonlyMap<string, string>;
  private readonly latest: LatestPeriods;
  private readonly writer: MeasurementWriter | StagingWriter;
  /** What is gone, as far as it was read. */
  readonly loss: WindowLoss;
  /** What the source wants to do when the run has ended. */
  readonly endings: ((isStored: boolean) => Promise<void>)[] = [];

  constructor(
    private readonly options: {
      source: KpiSource;
      plan: Plan;
      /** `from` is missing where everything is asked for. */
      window: Partial<TimeWindow> & { to: Date };
      /** Names what the source yielded last, if that is still so. */
      mark?: string;
      runId: string;
      dryRun: boolean;
      /** Where changes are put aside; not given where they are stored at once. */
      place?: StagePlace;
      left: LeftMarks;
      recorder: RunRecorder;
      measurements: MeasurementStore;
      classes: ClassStore;
      config: KpiTreeConfig;
      logger: LoggerService;
      /** Is called at each sign of work. */
      working: () => void;
    },
  ) {
    const { plan, source, runId, dryRun, place, recorder } = options;
    this.specs = new Map(plan.kpis.map(kpi => [kpi.name, kpi.spec]));
    this.entities = new Set(plan.entities.map(e => e.entityRef));
    this.formerNames = new Map(
      plan.entities.flatMap(({ entityRef, formerly = [] }) =>
        formerly.map(ref => [ref, entityRef] as const),
      ),
    );
    this.latest = latestPeriods(options.config);
    this.loss = new WindowLoss(this.specs);
    const writing: WriterOptions = {
      measurements: options.measurements,
      classes: options.classes,
      kpis: this.specs,
      entities: this.entities,
      formerNames: this.formerNames,
      source: source.id,
      runId,
      config: options.config,
      onMistake: (message, measurement) => {
        recorder.error(mistakeOf(message, measurement));
        this.reject({ ...measurement, rows: 1 });
      },
      onWritten: rows => this.note(rows),
    };
    this.writer = place
      ? new StagingWriter(writing, { place, loss: this.loss, dryRun })
      : new MeasurementWriter(writing);
  }

  /** The series that were measured, and up to when the source knows all of them. */
  get covered(): { seriesIds: number[]; until?: Date } {
    return {
      seriesIds: [
        ...new Set([...this.writer.series.values(), ...this.unchanged]),
      ],
      until: this.reported.coveredUntil,
    };
  }

  /** On which days the source has looked for which KPIs; nothing if not to the end. */
  get looked(): { kpis: string[]; stretch: DayStretch } | undefined {
    const { source, window, config, dryRun } = this.options;
    const stretch =
      this.loss.isWhole && !dryRun
        ? lookedAt(source, window, this.reported, config.timeZone)
        : undefined;
    return stretch && { kpis: this.incomplete.kpis, stretch };
  }

  /** Of which measurements rows could not be used, and of which days that is known. */
  get incomplete(): IncompleteReading {
    const { source, dryRun } = this.options;
    return {
      source: source.id,
      kpis: [...this.specs.keys()].filter(
        kpi => !this.reported.unmeasured.has(kpi),
      ),
      ...(this.loss.isWhole && !dryRun ? { range: this.range() } : {}),
      rejected: dryRun ? [] : [...this.rejected.values()],
      superseded: dryRun ? [] : this.superseded,
    };
  }

  /** What the source calls all that it yielded, and whether that was only what changed. */
  get mark(): { mark: string; isWhole: boolean } | undefined {
    const { mark, unchangedBefore, unmeasured } = this.reported;
    return mark === undefined || !this.loss.isWhole || unmeasured.size
      ? undefined
      : { mark, isWhole: unchangedBefore === undefined };
  }

  /** KPIs that could not be measured. */
  get unmeasured(): ReadonlySet<string> {
    return this.reported.unmeasured;
  }

  /** Reads all there is. What came before a source failed is kept. */
  async collect(signal: AbortSignal): Promise<void> {
    const { recorder, dryRun } = this.options;
    try {
      for await (const batch of this.batches(signal)) {
        const { measurements = [], unmeasured = [] } = batch;
        recorder.rows(batch);
        this.loss.read += measurements.length + (batch.rowsRead ?? 0);
        unmeasured.forEach(kpi => this.reported.unmeasured.add(kpi));
        batch.incomplete?.forEach(one => this.reject(one));
        this.reported.coveredFrom =
          batch.coveredFrom ?? this.reported.coveredFrom;
        this.reported.coveredUntil =
          this.coverage(batch) ?? this.reported.coveredUntil;
        this.reported.mark = batch.mark ?? this.reported.mark;
        this.reported.unchangedBefore =
          batch.unchangedBefore ?? this.reported.unchangedBefore;
        for (const measurement of dryRun ? measurements : []) {
          if (!this.mistakeOf(measurement)) {
            recorder.show(measurement);
          }
        }
        await this.writer.write(measurements);
      }
    } catch (error) {
      await this.writer.end();
      if (this.loss.any) {
        await this.weigh(false);
      }
      throw error;
    }
    await this.writer.end();
    this.loss.isWhole = true;
    const isComplete = this.options.source.complete === true;
    // Without anything that is gone it does not matter how much was there
    if (isComplete || this.loss.any || !this.loss.read) {
      await this.weigh(isComplete);
    }
  }

  /** Up to when a batch says that the source is complete, if that can be. */
  private coverage({ coveredUntil }: CollectBatch): Date | undefined {
    const { source, window, recorder } = this.options;
    const mistake = coveredUntil && coverageMistake(coveredUntil, window.to);
    if (mistake) {
      recorder.error({ message: mistake, where: source.id });
      return undefined;
    }
    return coveredUntil;
  }

  /** Notes of what could not be used of which measurement it is, if that is known. */
  private reject({ entityRef: named, kpi, period, rows }: RejectedFrom): void {
    const spec = this.specs.get(kpi);
    // A source may still know an entity by an earlier name
    const entityRef = this.entities.has(named)
      ? named
      : this.formerNames.get(named) ?? named;
    if (
      spec &&
      this.entities.has(entityRef) &&
      dateMistake('period', period) === undefined
    ) {
      const start = periodOf(period, spec.grain);
      const key = `${entityRef} ${kpi} ${start}`;
      const known = this.rejected.get(key)?.rows ?? 0;
      this.rejected.set(key, {
        entityRef,
        kpi,
        period: start,
        rows: known + rows,
      });
    }
  }

  private mistakeOf(measurement: Measurement): string | undefined {
    return measurementMistake(
      measurement,
      this.specs,
      this.entities,
      this.latest,
      this.formerNames,
    );
  }

  private async *batches(signal: AbortSignal): AsyncGenerator<CollectBatch> {
    const { source, plan, window, mark, config, logger, working, dryRun } =
      this.options;
    for await (const batch of abortable(
      source.collect({
        kpis: plan.kpis,
        entities: plan.entities,
        ...window,
        ...(mark === undefined ? {} : { mark }),
        timeZone: config.timeZone,
        signal,
        logger,
        ...(dryRun ? {} : { onEnd: action => this.endings.push(action) }),
      }),
      signal,
    )) {
      working();
      yield batch;
    }
  }

  private note(rows: WrittenMeasurement[]): void {
    this.options.recorder.written(rows.length);
    this.superseded.push(...this.options.left.among(rows));
    for (const { seriesId, day } of this.options.source.complete ? rows : []) {
      if (seriesId !== undefined) {
        const days = this.yielded.get(seriesId) ?? new Set();
        this.yielded.set(seriesId, days.add(day));
      }
    }
  }

  /**
   * Finds what is gone, and how much was there.
   *
   * @param isComplete - whether what was not yielded is gone
   */
  private async weigh(isComplete: boolean): Promise<void> {
    const series = await this.askedFor();
    if (this.reported.unchangedBefore) {
      this.unchanged = series.flatMap(({ id, lastPeriod }) =>
        lastPeriod === null ? [] : [id],
      );
    }
    if (this.writer instanceof StagingWriter) {
      await this.weighSeries(this.writer, series, isComplete);
    } else if (isComplete) {
      await this.options.measurements.deleteOthers(
        series.map(({ id }) => id),
        this.yielded,
        this.changedRange(),
      );
    }
  }

  /**
   * The series that the source would have yielded if there was anything: of KPIs and
   * entities that it was asked for and could measure. What it was not asked for is
   * not gone, nor what it has by a name that several claim.
   */
  private async askedFor(): Promise<SeriesRecord[]> {
    const { source, measurements } = this.options;
    const kpis = [...this.specs.keys()].filter(
      kpi => !this.reported.unmeasured.has(kpi),
    );
    const stored = await measurements.findSeries({ kpis });
    return stored.filter(
      one =>
        (one.source === source.id || this.yielded.has(one.id)) &&
        one.grain === this.specs.get(one.kpi)!.grain &&
        this.entities.has(one.entityRef) &&
        !this.options.plan.disputed.has(one.entityRef),
    );
  }

  /** The days that the source was asked for and has anything of. */
  private range(): DayRange {
    const { source, window } = this.options;
    const asked = {
      from: window.from ? this.dayOf(window.from) : ALL_DAYS.from,
      // One that has no windows is asked for everything since
      to:
        source.window && window.from
          ? this.dayOf(new Date(window.to.getTime() - 1))
          : ALL_DAYS.to,
    };
    return since(asked, this.dayOf(this.reported.coveredFrom));
  }

  /** Those of them of which it yields everything. */
  private changedRange(): DayRange {
    return since(this.range(), this.dayOf(this.reported.unchangedBefore));
  }

  private dayOf(instant: Date): number;
  private dayOf(instant: Date | undefined): number | undefined;
  private dayOf(instant: Date | undefined): number | undefined {
    const { timeZone } = this.options.config;
    return instant && toEpochDay(dateOf(instant.getTime(), timeZone));
  }

  private async weighSeries(
    writer: StagingWriter,
    series: SeriesRecord[],
    isComplete: boolean,
  ): Promise<void> {
    const { store } = this.options.place!;
    const ids = series.map(({ id }) => id);
    const range = this.range();
    const changed = this.changedRange();
    let totals = await store.totals(ids, changed);
    if (isComplete) {
      await this.findGone(writer, series, changed, totals);
    }
    if (this.loss.any && changed.from > range.from) {
      // What is gone is a share of all that was there
      totals = await store.totals(ids, range);
    }
    for (const { id, kpi } of series) {
      const total = totals.get(id);
      if (total) {
        const { overTime } = this.specs.get(kpi)!.aggregate;
        const { addsUp } = aggregationTraits[overTime];
        const { sum, filled } = addsUp ? total.values : total.weights;
        this.loss.stored(kpi, { stored: total.count, filled, content: sum });
      }
    }
  }

  /** Puts aside what was not yielded, and so is gone. */
  private async findGone(
    writer: StagingWriter,
    series: SeriesRecord[],
    range: DayRange,
    totals: ReadonlyMap<number, SeriesTotal>,
  ): Promise<void> {
    const { store, runId, part } = this.options.place!;
    const incomplete = series.filter(
      one =>
        this.stillThere(writer, one, range) < (totals.get(one.id)?.count ?? 0),
    );
    for (let i = 0; i < incomplete.length; i += SERIES_AT_ONCE) {
      const some = incomplete.slice(i, i + SERIES_AT_ONCE);
      const byId = new Map(some.map(one => [one.id, one]));
      const rows = await store.read([...byId.keys()], range);
      const gone = rows.filter(
        row => !this.yielded.get(row.series_id)?.has(row.period),
      );
      for (const { series_id: id, period: day, ...before } of gone) {
        const { entityRef, kpi } = byId.get(id)!;
        this.loss.lose({ entityRef, kpi, day, before });
      }
      if (!this.options.dryRun) {
        await store.stageGone(runId, part, gone);
      }
    }
  }

  /** How many of the measurements of a series that are stored were yielded. */
  private stillThere(
    { added }: StagingWriter,
    series: SeriesRecord,
    { from, to }: DayRange,
  ): number {
    const { id } = series;
    const first = Math.max(from, firstRemovable(series));
    let count = -(added.get(id) ?? 0);
    for (const day of this.yielded.get(id) ?? []) {
      if (first <= day && day <= to) {
        count++;
      }
    }
    return count;
  }
}

/** A stretch without the days before one. */
function since(range: DayRange, day: number | undefined): DayRange {
  return day === undefined
    ? range
    : { ...range, from: Math.max(range.from, day) };
}

function mistakeOf(message: string, { entityRef, kpi }: Measurement): RowError {
  return { message, where: `${entityRef} ${kpi}`, entityRef };
}

import {
  dateOf,
  instantOf,
  periodOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  CollectRequest,
  KpiSource,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { BatchBuilder } from './BatchBuilder';
import { classColumns } from './breakdowns/classColumns';
import { areAllNamed } from './breakdowns/measureClasses';
import { EntitiesConfig, SourceConfig } from './configuration/config';
import { RecordsSettings, settingsSchema } from './configuration/kpiSettings';
import { Engine, EngineLimits } from './engine/Engine';
import { EntityMapping } from './entities';
import { coverageOf } from './gauges/coverageOf';
import { createGauges } from './gauges/createGauges';
import { Gauge } from './gauges/Gauge';
import { CoveredGauge, passesOf } from './gauges/measureTogether';
import { MistakenRecords } from './gauges/MistakenRecords';
import { nameEntities } from './gauges/nameEntities';
import { SeenRecords } from './gauges/SeenRecords';
import { KeptChanges, KeptRecords } from './kept/KeptRecords';
import { measurements } from './measurements';
import { entitiesOf } from './names/entitiesOf';
import { NamesById } from './names/NamesById';
import {
  declaredColumns,
  namesRecords,
  RecordsReading,
} from './RecordsReading';
import { RowReader } from './rows/RowReader';
import { Coverage } from './time/Coverage';

/**
 * Measures KPIs from the rows of a reader: all are read once, and the engine computes each
 * KPI from them, in memory that does not grow with the rows.
 */
export class RecordsSource implements KpiSource<RecordsSettings> {
  readonly settings = settingsSchema;
  /** Between its first and last row, or what `covers` says, no row means nothing. */
  readonly silence = 'nothing' as const;
  /** Each collection yields everything, except for periods in which nothing changed. */
  readonly complete = true;

  /** Only where its records are kept. */
  readonly records: KpiSource<RecordsSettings>['records'];
  readonly compareRecords: KpiSource<RecordsSettings>['compareRecords'];
  readonly keptRecords: KpiSource<RecordsSettings>['keptRecords'];
  readonly classColumns: KpiSource<RecordsSettings>['classColumns'];
  readonly recordClasses: KpiSource<RecordsSettings>['recordClasses'];

  private readonly entities: EntitiesConfig;

  constructor(
    private readonly config: SourceConfig,
    private readonly reader: RowReader,
    private readonly options: {
      /** What it knows by their ids, if it does. */
      names?: NamesById;
      /** How much its engine may take. */
      limits?: EngineLimits;
      /** Its records, if they are kept. */
      kept?: KeptRecords;
    } = {},
  ) {
    this.entities = entitiesOf(config.settings);
    const { kept } = options;
    const asked = ({ entities }: { entities: readonly SourceEntity[] }) =>
      [
        (names: NamesById | undefined) => this.mapping(entities, names),
        (lists: string[]) => declaredColumns(config.settings, lists),
      ] as const;
    this.records = kept && (request => kept.behind(request, ...asked(request)));
    this.keptRecords = kept && (() => kept.state());
    this.compareRecords =
      kept &&
      (request =>
        kept.compared(
          request,
          namesRecords(config.settings),
          ...asked(request),
        ));
    this.classColumns = kept && (kpi => classColumns(kpi, config.settings));
    this.recordClasses =
      kept &&
      (request =>
        kept.classes(request, config.settings.covers, ...asked(request)));
  }

  get id() {
    return this.config.id;
  }

  get description() {
    return this.config.description;
  }

  get schedule() {
    return this.config.schedule;
  }

  get holdBack() {
    return this.config.holdBack;
  }

  get annotations() {
    const { annotation } = this.entities;
    return annotation ? [annotation] : [];
  }

  settleNames(entities: readonly SourceEntity[]) {
    return this.mapping(entities, this.options.names).keys;
  }

  async *collect(
    request: CollectRequest<RecordsSettings>,
  ): AsyncGenerator<CollectBatch> {
    const { names, limits } = this.options;
    await names?.load();
    const mapping = this.mapping(request.entities, names);
    const batch = new BatchBuilder();
    mapping.keys.errors.forEach(({ message, where, entityRef }) =>
      batch.error(message, where, entityRef),
    );
    const meant = createGauges(request, batch, this.config.settings);
    const { timeZone, signal } = request;
    const engine = await Engine.open({ timeZone, signal, limits });
    try {
      const reading = new RecordsReading({
        ...this.options,
        engine,
        reader: this.reader,
        settings: this.config.settings,
        entities: this.entities,
        named: mapping.columns,
        request,
      });
      const { gauges, changes } = yield* reading.read(meant, batch);
      yield { errors: await nameEntities(engine, mapping, gauges) };
      await names?.save();
      yield { errors: mapping.unseen() };
      yield* this.measure(engine, gauges, mapping, request, changes);
      const measured = new Set(gauges.map(({ kpi }) => kpi));
      yield {
        unmeasured: request.kpis
          .map(({ name }) => name)
          .filter(name => !measured.has(name)),
      };
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      await engine.close();
    }
  }

  private mapping(
    entities: readonly SourceEntity[],
    names: NamesById | undefined,
  ): EntityMapping {
    return new EntityMapping(this.id, this.entities, entities, names);
  }

  private async *measure(
    engine: Engine,
    gauges: Gauge[],
    mapping: EntityMapping,
    request: CollectRequest<RecordsSettings>,
    changes: KeptChanges,
  ): AsyncGenerator<CollectBatch> {
    const unchangedBefore =
      changes.changedFrom !== undefined && (await areAllNamed(engine, gauges))
        ? firstPeriod(gauges, changes.changedFrom, request)
        : undefined;
    const mistaken = await MistakenRecords.open(
      engine,
      declaredColumns(this.config.settings),
    );
    const ends = new Set(gauges.flatMap(gauge => gauge.ends));
    const times = new Map<string, string>();
    for (const { time, filter } of gauges) {
      // What has no time has not happened yet, where rows may be without a column, or
      // where something ends then
      const mayBeBlank = this.reader.sparse || ends.has(time);
      const known = times.get(time);
      const all = known === undefined ? filter : `${known} or ${filter}`;
      times.set(time, mayBeBlank ? 'false' : all);
    }
    await mistaken.noteTimes(times, gauges);
    const seen = await SeenRecords.open(engine);
    const coverages: Coverage[] = [];
    for (const pass of passesOf(gauges)) {
      const covered: CoveredGauge[] = [];
      for (const gauge of pass) {
        const coverage = await this.coverage(
          seen,
          gauge,
          request,
          unchangedBefore?.getTime(),
        );
        covered.push({ gauge, coverage });
        coverages.push(coverage);
        yield { incomplete: await mistaken.noteGauge(gauge, mapping.refs) };
      }
      yield* measurements(engine, covered, mapping.refs, request.timeZone);
    }
    yield {
      rowsRejected: await mistaken.count(),
      errors: await mistaken.errors(),
    };
    const sinces = coverages.flatMap(({ since }) => since ?? []);
    const untils = coverages.flatMap(({ until }) => until ?? []);
    const until = untils.length ? new Date(Math.min(...untils)) : undefined;
    yield {
      ...(sinces.length ? { coveredFrom: new Date(Math.min(...sinces)) } : {}),
      ...(until ? { coveredUntil: until } : {}),
      ...(unchangedBefore ? { unchangedBefore } : {}),
      ...(until && untils.length === gauges.length
        ? { mark: changes.mark(until) }
        : {}),
    };
  }

  private async coverage(
    seen: SeenRecords,
    gauge: Gauge,
    { timeZone, to }: CollectRequest<RecordsSettings>,
    changedFrom: number | undefined,
  ): Promise<Coverage> {
    const coverage = await coverageOf(seen, gauge, {
      covers: this.config.settings.covers,
      timeZone,
      to: to.getTime(),
      changedFrom,
    });
    const { covered } = this.reader;
    if (covered) {
      coverage.know(covered);
    }
    return coverage;
  }
}

/** The beginning of the first period that some KPIs are measured by in which an instant is. */
function firstPeriod(
  gauges: Gauge[],
  changedFrom: number,
  { timeZone }: CollectRequest<RecordsSettings>,
): Date | undefined {
  const day = dateOf(changedFrom, timeZone);
  const starts = gauges.map(({ grain }) => periodOf(day, grain));
  return starts.length
    ? new Date(instantOf(starts.sort()[0], timeZone))
    : undefined;
}

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
import { areAllNamed } from './breakdowns/measureClasses';
import { withoutMistakenBreakdowns } from './breakdowns/mistakenBreakdowns';
import {
  EntitiesConfig,
  profileOf,
  SourceConfig,
} from './configuration/config';
import { listsOf } from './configuration/columns';
import { RecordsSettings, settingsSchema } from './configuration/kpiSettings';
import { DEFAULT_LIMITS, Engine, EngineLimits } from './engine/Engine';
import { MACROS } from './engine/macros';
import { EntityMapping } from './entities';
import { createRecords } from './filters/fits';
import { createGauges } from './gauges/createGauges';
import { Gauge } from './gauges/Gauge';
import { CoveredGauge, passesOf } from './gauges/measureTogether';
import { MistakenRecords } from './gauges/MistakenRecords';
import { nameEntities } from './gauges/nameEntities';
import { unmetFilters, unmetRows } from './gauges/unmetFilters';
import { createLoggedRecords } from './log/createLoggedRecords';
import { logColumns } from './log/LogValue';
import { repeatedRows, usuallyNamesRecord } from './gauges/repeatedRows';
import { SeenRecords } from './gauges/SeenRecords';
import { KeptChanges, KeptRecords, NO_CHANGES } from './kept/KeptRecords';
import { KeptBefore } from './kept/KeptBefore';
import { hashOf } from './kept/Mark';
import { measurements } from './measurements';
import { allUses, toColumnUses, Uses } from './measures/values';
import { entitiesOf } from './names/entitiesOf';
import { NamesById } from './names/NamesById';
import { RowReader } from './rows/RowReader';
import { KnownColumns } from './gauges/KnownColumns';
import { createRecordTable } from './table/RecordTable';
import { DeclaredColumns } from './table/DeclaredColumns';
import { Stage } from './table/Stage';
import { Coverage } from './time/Coverage';

/**
 * Measures KPIs from the rows of a reader: all are read once, and the engine computes each
 * KPI from them, in memory that does not grow with the rows.
 */
export class RecordsSource implements KpiSource<RecordsSettings> {
  readonly settings = settingsSchema;
  /** Between its first and last row, or what `covers` says, no row means nothing. */
  readonly silence = 'nothing' as const;
  /** Each collection reads everything. */
  readonly complete = true;

  /** Only where its records are kept. */
  readonly records: KpiSource<RecordsSettings>['records'];
  readonly compareRecords: KpiSource<RecordsSettings>['compareRecords'];
  readonly keptRecords: KpiSource<RecordsSettings>['keptRecords'];

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
        (lists: string[]) => this.declared(lists),
      ] as const;
    this.records = kept && (request => kept.behind(request, ...asked(request)));
    this.keptRecords = kept && (() => kept.state());
    this.compareRecords =
      kept &&
      (request => kept.compared(request, this.isNamed, ...asked(request)));
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

  /** Whether each row is a record of its own: those of a product are known by its ids. */
  private get isNamed(): boolean {
    const { settings } = this.config;
    return (
      (settings.key ?? []).length > 0 ||
      profileOf(settings) !== undefined ||
      settings.devLake !== undefined
    );
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
      const { gauges, changes } = yield* this.read(
        engine,
        meant,
        mapping,
        request,
        batch,
      );
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

  /** @param lists - the columns that are lists in some row */
  private declared(lists: Iterable<string> = []): DeclaredColumns {
    const { columns, missing } = this.config.settings;
    return new DeclaredColumns(columns, missing, new Set(lists));
  }

  /**
   * Reads all rows into the table of records.
   *
   * @returns the KPIs that can be measured of them, and how they changed
   */
  private async *read(
    engine: Engine,
    meant: Gauge[],
    mapping: EntityMapping,
    request: CollectRequest<RecordsSettings>,
    batch: BatchBuilder,
  ): AsyncGenerator<CollectBatch, { gauges: Gauge[]; changes: KeptChanges }> {
    const { reader } = this;
    const { kept, names, limits = DEFAULT_LIMITS } = this.options;
    const keptColumns = kept?.columns ?? [];
    const uses = allUses(meant.map(gauge => gauge.uses));
    const ofLog = logColumns(uses.logs);
    const { key = [], version } = this.config.settings;
    const identity = [...key, ...(version === undefined ? [] : [version])];
    const wanted = new Set([
      ...keptColumns,
      ...mapping.columns,
      ...identity,
      ...uses.texts,
      ...uses.instants,
      ...uses.numbers,
      ...ofLog.texts,
      ...ofLog.instants,
    ]);
    const { column: naming, id } = this.entities;
    const namesRecord = (column: string) =>
      !this.isNamed &&
      column !== naming &&
      column !== id &&
      usuallyNamesRecord(column);
    const begin = (): Reading => ({
      stage: new Stage(
        engine.directory,
        column => wanted.has(column) || namesRecord(column),
        limits.disk,
      ),
      columns: new KnownColumns(reader.sparse || reader.isUneven || false),
    });
    const makeTable = async (
      { stage }: Reading,
      { logs }: Uses,
      lists: string[] = [],
    ) => {
      const ids = stage.known.filter(namesRecord);
      const declared = this.declared([
        ...stage.lists,
        ...lists,
        ...listsOf(this.config.settings.columns),
      ]);
      const made = [
        engine,
        stage.files,
        declared,
        toColumnUses({
          ...uses,
          texts: [...uses.texts, ...keptColumns, ...ids],
        }),
        mapping.columns,
      ] as const;
      if (logs.length && version !== undefined) {
        await createLoggedRecords(...made, { key, version, values: logs });
      } else {
        await createRecordTable(...made, { key, version });
      }
      await stage.remove();
      return { ids, declared };
    };
    for (const macro of MACROS) {
      await engine.run(macro);
    }
    const before = reader.readChanges
      ? await kept?.before(engine, meant, request, this.measuredBy)
      : undefined;
    const changed = before && begin();
    let made =
      changed && (await this.stageChanges(before, changed, request))
        ? await makeTable(changed, uses, before.columns.lists)
        : undefined;
    const completed = made && (await before!.complete(key));
    const reading = completed ? changed! : begin();
    if (completed) {
      batch.row(completed.rows + reading.stage.count);
    } else {
      yield* this.stageAll(reading, request, batch);
    }
    const { columns } = reading;
    const gauges = columns.check(
      meant,
      { naming, identity, declared: Object.keys(this.config.settings.columns) },
      batch,
    );
    yield batch.take();
    const { logs } = allUses(gauges.map(gauge => gauge.uses));
    if (!completed) {
      made = await makeTable(reading, { ...uses, logs });
    }
    const { ids, declared } = made!;
    await createRecords(engine, uses, declared);
    yield {
      errors: withoutMistakenBreakdowns(
        gauges,
        declared,
        column => columns.isEmpty || columns.has(column),
      ),
    };
    const changes = kept
      ? await kept.keep(
          engine,
          gauges,
          declared,
          request,
          {
            configuration: this.measuredBy,
            askedFrom: reader.covered?.from?.toISOString() ?? null,
            columns: columns.all,
          },
          completed,
        )
      : NO_CHANGES;
    yield { errors: await repeatedRows(engine, ids) };
    const isKnown = (column: string) => columns.has(column);
    yield { errors: await unmetFilters(engine, gauges, declared, isKnown) };
    if (logs.length) {
      yield { errors: await unmetRows(engine, gauges, declared, isKnown) };
    }
    return {
      gauges,
      // A new name may stand for what other records are about
      changes: names?.hasNew ? { ...changes, changedFrom: undefined } : changes,
    };
  }

  private async *stageAll(
    { stage, columns }: Reading,
    { signal, from }: CollectRequest<RecordsSettings>,
    batch: BatchBuilder,
  ): AsyncGenerator<CollectBatch> {
    const { reader } = this;
    const { names } = this.options;
    // Names are looked up row by row
    const rows =
      (names ? undefined : reader.readPlain?.({ signal, from })) ??
      reader.read({ signal, from });
    try {
      for await (const read of rows) {
        signal.throwIfAborted();
        if ('plain' in read) {
          columns.seeTable(read.plain.columns);
          await stage.addPlain(read.plain);
          batch.row(read.plain.lines);
        } else if ('error' in read) {
          batch.reject(read.error, read.where);
        } else {
          names?.see(read.row);
          columns.see(read.row);
          await stage.add(read.row, read.where);
          batch.row();
        }
        if (batch.isFull) {
          yield batch.take();
        }
      }
    } finally {
      await stage.end();
    }
  }

  /**
   * Stages the rows that changed since the records of before were read.
   *
   * @returns whether these can be completed by those of before
   */
  private async stageChanges(
    { readAt, known, columns: { uses, lists } }: KeptBefore,
    { stage, columns }: Reading,
    { signal }: CollectRequest<RecordsSettings>,
  ): Promise<boolean> {
    columns.seeTable(known);
    try {
      for await (const read of this.reader.readChanges!(readAt, { signal })) {
        signal.throwIfAborted();
        if ('error' in read) {
          return false;
        }
        this.options.names?.see(read.row);
        columns.see(read.row);
        await stage.add(read.row, read.where);
      }
    } finally {
      await stage.end();
    }
    // What was kept before as text would have to be a list as well
    return uses.texts.every(
      column => lists.includes(column) || !stage.lists.has(column),
    );
  }

  /** Hash of all of the configuration that makes numbers of records. */
  private get measuredBy(): string {
    const { key, version, columns, missing, covers } = this.config.settings;
    return hashOf([this.entities, key, version, columns, missing, covers]);
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
    const mistaken = await MistakenRecords.open(engine, this.declared());
    const ends = new Set(gauges.flatMap(gauge => gauge.ends));
    for (const time of new Set(gauges.map(gauge => gauge.time))) {
      // What has no time has not happened yet, where rows may be without a column, or
      // where something ends then
      const mayBeBlank = this.reader.sparse || ends.has(time);
      const filters = gauges
        .filter(gauge => gauge.time === time)
        .map(({ filter }) => filter);
      await mistaken.noteTime(
        time,
        mayBeBlank ? 'false' : filters.join(' or '),
      );
    }
    const seen = await SeenRecords.open(engine);
    const coverages: Coverage[] = [];
    for (const pass of passesOf(gauges)) {
      const covered: CoveredGauge[] = [];
      for (const gauge of pass) {
        const coverage = await this.coverage(seen, gauge, request);
        coverage.changedFrom = unchangedBefore?.getTime();
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
  ): Promise<Coverage> {
    const { from, until } = this.config.settings.covers;
    const coverage = new Coverage({
      from: from === undefined ? undefined : instantOf(from, timeZone),
      until:
        until === 'now' || until === undefined
          ? until && to.getTime()
          : instantOf(until, timeZone),
      to: to.getTime(),
      startOfDay: instant => instantOf(dateOf(instant, timeZone), timeZone),
      first: await seen.first(gauge),
      last: await seen.last(gauge),
    });
    const { covered } = this.reader;
    if (covered) {
      coverage.know(covered);
    }
    return coverage;
  }
}

/** Rows that are staged, and the columns that they have. */
type Reading = { stage: Stage; columns: KnownColumns };

/** The beginning of the first period of some KPIs in which an instant is. */
function firstPeriod(
  gauges: Gauge[],
  changedFrom: number,
  { timeZone }: CollectRequest<RecordsSettings>,
): Date | undefined {
  const day = dateOf(changedFrom, timeZone);
  const starts = gauges
    .flatMap(({ periodTypes }) => periodTypes)
    .map(type => periodOf(day, type));
  return starts.length
    ? new Date(instantOf(starts.sort()[0], timeZone))
    : undefined;
}

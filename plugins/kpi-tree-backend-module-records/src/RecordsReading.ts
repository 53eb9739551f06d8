import {
  CollectBatch,
  CollectRequest,
  RowError,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { BatchBuilder } from './BatchBuilder';
import { withoutMistakenBreakdowns } from './breakdowns/mistakenBreakdowns';
import { listsOf } from './configuration/columns';
import {
  EntitiesConfig,
  profileOf,
  RecordsConfig,
} from './configuration/config';
import { RecordsSettings } from './configuration/kpiSettings';
import { Engine } from './engine/Engine';
import { createRecords } from './filters/fits';
import { doubtsOf } from './gauges/doubtsOf';
import { Gauge } from './gauges/Gauge';
import { KnownColumns } from './gauges/KnownColumns';
import { mayNameRecord } from './gauges/repeatedRows';
import { Completed, KeptBefore } from './kept/KeptBefore';
import { KeptChanges, KeptRecords, NO_CHANGES } from './kept/KeptRecords';
import { hashOf } from './kept/Mark';
import { createLoggedRecords } from './log/createLoggedRecords';
import { logColumns } from './log/LogValue';
import { allUses, toColumnUses, Uses } from './measures/values';
import { NamesById } from './names/NamesById';
import { Gone, RowReader } from './rows/RowReader';
import { DeclaredColumns } from './table/DeclaredColumns';
import { createRecordTable, RECORD_TABLE } from './table/RecordTable';
import { Stage } from './table/Stage';
import { unequalRows } from './table/unequalRows';

/** Rows that are staged, and the columns that they have. */
type Staged = { stage: Stage; columns: KnownColumns };

/** The table of records: the columns that may name one, how columns are read, and mistakes. */
type MadeTable = {
  ids: string[];
  declared: DeclaredColumns;
  /** What is wrong with rows of one record. */
  unequal: RowError[];
};

/** Whether it is said what names a record: those of a product are known by its ids. */
export function namesRecords(settings: RecordsConfig): boolean {
  return (
    (settings.key ?? []).length > 0 ||
    profileOf(settings) !== undefined ||
    settings.devLake !== undefined
  );
}

/** @param lists - the columns that are lists in some row */
export function declaredColumns(
  { columns, missing }: RecordsConfig,
  lists: Iterable<string> = [],
): DeclaredColumns {
  return new DeclaredColumns(columns, missing, new Set(lists));
}

/** Reads the rows of a collection into an engine: all of them, or those that changed. */
export class RecordsReading {
  constructor(
    private readonly options: {
      engine: Engine;
      reader: RowReader;
      settings: RecordsConfig;
      entities: EntitiesConfig;
      /** The columns that name entities. */
      named: string[];
      request: CollectRequest<RecordsSettings>;
      names?: NamesById;
      kept?: KeptRecords;
    },
  ) {}

  /**
   * Reads the rows into the table of records, and keeps them.
   *
   * @returns the KPIs that can be measured of them, and how they changed
   */
  async *read(
    meant: Gauge[],
    batch: BatchBuilder,
  ): AsyncGenerator<CollectBatch, { gauges: Gauge[]; changes: KeptChanges }> {
    const { engine, reader, settings, entities, kept, names, request } =
      this.options;
    const uses = allUses(meant.map(gauge => gauge.uses));
    const changed = await this.readChanges(meant, uses);
    if (changed) {
      batch.row(changed.completed.rows + changed.stage.count);
    }
    const staged = changed ?? this.begin(uses);
    if (!changed) {
      yield* this.stageAll(staged, batch);
    }
    const { columns } = staged;
    const gauges = columns.check(
      meant,
      {
        naming: entities.column,
        identity: this.identity,
        declared: Object.keys(settings.columns),
      },
      batch,
    );
    yield batch.take();
    const { logs } = allUses(gauges.map(gauge => gauge.uses));
    const { ids, declared, unequal } =
      changed?.made ?? (await this.makeTable(staged, { ...uses, logs }));
    await createRecords(engine, uses, declared);
    yield {
      errors: withoutMistakenBreakdowns(
        gauges,
        declared,
        column => columns.isEmpty || columns.has(column),
      ),
    };
    // Where several rows are or may be of one record, what is gone says nothing of what is left
    const isOneEach =
      !ids.length &&
      (changed !== undefined ||
        (reader.trace !== undefined &&
          (await countRecords(engine)) === staged.stage.count));
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
            trace: isOneEach ? reader.trace : undefined,
          },
          changed?.completed,
        )
      : NO_CHANGES;
    yield {
      errors: [
        ...unequal,
        ...(await doubtsOf({
          engine,
          gauges,
          declared,
          isKnown: column => columns.has(column),
          ids,
          areTexts: settings.csv !== undefined,
        })),
      ],
    };
    return {
      gauges,
      // A new name may stand for what other records are about
      changes: names?.hasNew ? { ...changes, changedFrom: undefined } : changes,
    };
  }

  /**
   * Reads only the rows that changed since the last collection, if that is enough.
   *
   * @returns nothing if everything is to be read
   */
  private async readChanges(
    meant: Gauge[],
    uses: Uses,
  ): Promise<(Staged & { made: MadeTable; completed: Completed }) | undefined> {
    const { engine, reader, settings, kept, request } = this.options;
    const leavesTrace = reader.leavesTrace ?? false;
    const before = reader.readChanges
      ? await kept?.before(engine, meant, request, this.measuredBy, leavesTrace)
      : undefined;
    if (!before) {
      return undefined;
    }
    const staged = this.begin(uses);
    const gone = await this.stageChanges(before, staged);
    if (!gone) {
      return undefined;
    }
    const made = await this.makeTable(staged, uses, before.columns.lists);
    if (made.ids.length) {
      return undefined;
    }
    const completed = await before.complete(settings.key ?? [], {
      rows: staged.stage.count,
      gone: leavesTrace ? gone : undefined,
    });
    return completed && { ...staged, made, completed };
  }

  private begin({ texts, instants, numbers, logs }: Uses): Staged {
    const { engine, reader, named, kept } = this.options;
    const ofLog = logColumns(logs);
    const wanted = new Set([
      ...(kept?.columns ?? []),
      ...named,
      ...this.identity,
      ...texts,
      ...instants,
      ...numbers,
      ...ofLog.texts,
      ...ofLog.instants,
    ]);
    return {
      stage: new Stage(
        engine.directory,
        column => wanted.has(column) || this.mayNameRecord(column),
        engine.disk,
      ),
      columns: new KnownColumns(
        reader.sparse || reader.isUneven || false,
        reader.headerAfter,
      ),
    };
  }

  /** @param lists - the columns that are lists besides those that are staged so */
  private async makeTable(
    { stage }: Staged,
    uses: Uses,
    lists: string[] = [],
  ): Promise<MadeTable> {
    const { engine, settings, named, kept } = this.options;
    const { key = [], version } = settings;
    const ids = stage.known.filter(column => this.mayNameRecord(column));
    const declared = declaredColumns(settings, [
      ...stage.lists,
      ...lists,
      ...listsOf(settings.columns),
    ]);
    const made = [
      engine,
      stage.files,
      declared,
      toColumnUses({
        ...uses,
        texts: [...uses.texts, ...(kept?.columns ?? []), ...ids],
      }),
      named,
    ] as const;
    if (uses.logs.length && version !== undefined) {
      await createLoggedRecords(...made, { key, version, values: uses.logs });
    } else {
      await createRecordTable(...made, { key, version });
    }
    const { texts, instants, numbers } = uses;
    const isReadOnce =
      key.length > 0 && version === undefined && !settings.http;
    const unequal = isReadOnce
      ? await unequalRows(
          engine,
          stage.files,
          declared,
          [...new Set([...texts, ...instants, ...numbers])],
          key,
        )
      : [];
    await stage.remove();
    return { ids, declared, unequal };
  }

  /** The columns that say which record a row is of, and which of its rows counts. */
  private get identity(): string[] {
    const { key = [], version } = this.options.settings;
    return version === undefined ? key : [...key, version];
  }

  /** Whether a column is called as one that names a record, where none is said to. */
  private mayNameRecord(column: string): boolean {
    const { settings, entities } = this.options;
    return (
      !namesRecords(settings) &&
      column !== entities.column &&
      column !== entities.id &&
      mayNameRecord(column)
    );
  }

  private async *stageAll(
    { stage, columns }: Staged,
    batch: BatchBuilder,
  ): AsyncGenerator<CollectBatch> {
    const { reader, names, request } = this.options;
    const { signal, from } = request;
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
      if (columns.isEmpty && reader.header) {
        columns.seeTable(reader.header);
      }
    } finally {
      await stage.end();
    }
  }

  /**
   * Stages the rows that changed since the records of before were read.
   *
   * @returns what the reader says is gone; nothing if these cannot be completed by those of
   * before
   */
  private async stageChanges(
    before: KeptBefore,
    { stage, columns }: Staged,
  ): Promise<Gone[] | undefined> {
    const { reader, names, request } = this.options;
    const { signal } = request;
    const gone: Gone[] = [];
    columns.seeTable(before.known);
    try {
      for await (const read of reader.readChanges!(before, { signal })) {
        signal.throwIfAborted();
        if ('error' in read) {
          return undefined;
        }
        if ('gone' in read) {
          gone.push(read.gone);
        } else if ('plain' in read) {
          await stage.addPlain(read.plain);
        } else {
          names?.see(read.row);
          columns.see(read.row);
          await stage.add(read.row, read.where);
        }
      }
    } finally {
      await stage.end();
    }
    const { uses, lists } = before.columns;
    // What was kept before as text would have to be a list as well
    return uses.texts.every(
      column => lists.includes(column) || !stage.lists.has(column),
    )
      ? gone
      : undefined;
  }

  /** Hash of all of the configuration that makes numbers of records. */
  private get measuredBy(): string {
    const { entities, settings } = this.options;
    const { key, version, columns, missing, covers } = settings;
    return hashOf([entities, key, version, columns, missing, covers]);
  }
}

async function countRecords(engine: Engine): Promise<number> {
  const [[records]] = await engine.all<[number]>(
    `select count(*)::double from ${RECORD_TABLE}`,
  );
  return records;
}

import {
  ClassesRequest,
  CollectRequest,
  KeptRecordsState,
  RecordClasses,
  RecordsBehind,
  RecordsCompared,
  RecordsComparison,
  RecordsRequest,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RecordsConfig } from '../configuration/config';
import { Keeping } from '../configuration/keeping';
import { RecordsSettings } from '../configuration/kpiSettings';
import { Engine } from '../engine/Engine';
import { EntityMapping } from '../entities';
import { Gauge } from '../gauges/Gauge';
import { backColumn, logColumn, unreadColumn } from '../log/LogValue';
import { allUses } from '../measures/values';
import { NamesById } from '../names/NamesById';
import { DeclaredColumns } from '../table/DeclaredColumns';
import { RECORD_TABLE } from '../table/RecordTable';
import { ChunkStore } from './ChunkStore';
import { changedSince, restHash } from './changedSince';
import { hashMonths, keepRecords } from './keepRecords';
import { Completed, KeptBefore } from './KeptBefore';
import { fromText, KeptColumns, toText } from './KeptColumns';
import { Mark, toMark } from './Mark';
import { NO_MONTH, NO_RECORDS } from './months';
import { olderRecords } from './OlderRecords';
import { ReadingEngine } from './ReadingEngine';
import { BehindOptions } from './countedRecords';
import { comparedRecords } from './comparedRecords';
import { recordClasses } from './recordClasses';
import { recordsBehind } from './recordsBehind';
import { columnsOfLink, ShownColumn } from './shownColumns';

/** How the records of a collection differ from those of the one before. */
export type KeptChanges = {
  /**
   * Milliseconds since 1970: what was before is as it was when it was measured last, and
   * known as it was then; nothing if that cannot be said.
   */
  changedFrom: number | undefined;
  /**
   * A name for what is measured of them, where they are kept.
   *
   * @param until - up to when all of it is known
   */
  mark(until: Date): string | undefined;
};

/** Of those that are not kept. */
export const NO_CHANGES: KeptChanges = {
  changedFrom: undefined,
  mark: () => undefined,
};

/** The records of a source, as they are kept from one collection to the next. */
export class KeptRecords {
  /** The columns that readers see. */
  private readonly shown: ShownColumn[];
  /** The columns that are kept besides those that KPIs read. */
  readonly columns: string[];

  constructor(
    private readonly options: {
      source: string;
      settings: Pick<RecordsConfig, 'key' | 'version' | 'columns' | 'link'>;
      keeping: Keeping;
      store: () => Promise<ChunkStore>;
      reading: ReadingEngine;
      /** As those of a collection, which may go on meanwhile. */
      names?: NamesById;
    },
  ) {
    const { key = [], columns, link } = options.settings;
    this.shown = [...new Set([...key, ...Object.keys(columns)])].map(name => ({
      name,
      isPersonal: columns[name]?.personal ?? false,
    }));
    this.columns = [
      ...this.shown.map(({ name }) => name),
      ...columnsOfLink(link),
    ];
  }

  /**
   * The records of the last collection, if they are all that was measured then and what
   * stands in their place is known: by their key, or by what the reader says is gone.
   *
   * @param configuration - by what else they are measured
   * @param leavesTrace - whether the reader needs the trace of that reading
   */
  async before(
    engine: Engine,
    gauges: Gauge[],
    { mark }: CollectRequest<RecordsSettings>,
    configuration: string,
    leavesTrace: boolean,
  ): Promise<KeptBefore | undefined> {
    const { source, settings } = this.options;
    if (
      mark === undefined ||
      (!settings.key && !leavesTrace) ||
      settings.version !== undefined
    ) {
      return undefined;
    }
    const store = await this.options.store();
    const found = await store.find(source);
    if (found?.set.mark !== mark) {
      return undefined;
    }
    const measured: Mark = JSON.parse(mark);
    const { lists } = fromText(found.set.columns);
    const columns = this.columnsOf(gauges, column => lists.includes(column));
    if (
      measured.configuration !== configuration ||
      measured.rest !== NO_RECORDS ||
      toText(columns) !== found.set.columns
    ) {
      return undefined;
    }
    const trace = leavesTrace
      ? await store.trace(source, found.set.version)
      : undefined;
    return leavesTrace && trace === undefined
      ? undefined
      : KeptBefore.open(engine, store, source, columns, { ...found, trace });
  }

  /**
   * Keeps what was read, once what is measured of it is stored.
   *
   * @param about - by what else it is measured, from when on the reader asked, and which
   * columns there are; and the trace of the reading, if it left one
   * @param completed - where only those that changed were read
   */
  async keep(
    engine: Engine,
    gauges: Gauge[],
    declared: DeclaredColumns,
    { onEnd, to, mark, logger }: CollectRequest<RecordsSettings>,
    {
      trace,
      ...about
    }: Pick<Mark, 'configuration' | 'askedFrom' | 'columns'> & {
      trace: string | undefined;
    },
    completed?: Completed,
  ): Promise<KeptChanges> {
    if (!onEnd) {
      return NO_CHANGES;
    }
    const { source, keeping } = this.options;
    const store = await this.options.store();
    const columns = this.columnsOf(gauges, column => declared.isList(column));
    const found = await store.find(source);
    const known = found?.set.columns === toText(columns) ? found : undefined;
    const since = new Date(to.getTime() - keeping.days * 86_400_000)
      .toISOString()
      .slice(0, 7);
    const knownFrom = known?.set.keptFrom ?? since;
    const table = completed?.table ?? RECORD_TABLE;
    const all = new Map([
      ...(completed?.unchanged ?? []),
      ...(await hashMonths(
        engine,
        columns,
        knownFrom < since ? knownFrom : since,
        table,
      )),
    ]);
    const changedFrom = known
      ? await changedSince(engine, store, {
          source,
          columns,
          known,
          months: all,
          mark,
          about,
          table,
        })
      : undefined;
    // Those of a month that is kept no longer are not among those that changed
    const isSince = completed && since <= knownFrom;
    const rest = await restHash(
      engine,
      columns,
      since,
      isSince ? table : RECORD_TABLE,
    );
    const older =
      rest === NO_RECORDS ? {} : await olderRecords(engine, columns, since);
    const pending = await keepRecords(engine, store, {
      source,
      columns,
      months: new Map([...all].filter(([month]) => month >= since).sort()),
      known: known?.chunks ?? [],
      since,
      older,
      megabytes: keeping.megabytes,
      readAt: to,
      table,
    });
    let made: string | undefined;
    onEnd(async isStored => {
      try {
        await (isStored ? pending.keep(made, trace) : pending.drop());
      } catch (error) {
        logger.warn(`The records of ${source} are not kept: ${error}`);
      }
    });
    return {
      changedFrom,
      mark: until => {
        made = toMark({ ...about, until: until.toISOString(), rest });
        return made;
      },
    };
  }

  /** What is kept of them. */
  private columnsOf(
    gauges: Gauge[],
    isList: (column: string) => boolean,
  ): KeptColumns {
    const { texts, instants, numbers, logs } = allUses([
      { texts: this.columns },
      ...gauges.map(({ uses }) => uses),
    ]);
    return {
      uses: { texts, instants, numbers },
      lists: texts.filter(isList),
      logs: logs.flatMap(value => [
        logColumn(value),
        unreadColumn(value),
        backColumn(value),
      ]),
      time: mostFrequent(gauges.map(({ time }) => time)),
    };
  }

  /** What is kept, and how much of it; nothing if nothing was read yet. */
  async state(): Promise<KeptRecordsState | undefined> {
    const { source, keeping, store } = this.options;
    const found = await (await store()).find(source);
    if (!found) {
      return undefined;
    }
    const { set, chunks } = found;
    const sum = (numbers: number[]) => numbers.reduce((x, y) => x + y, 0);
    const monthOrNone = (month: string | undefined) =>
      month === undefined || month === NO_MONTH ? null : month;
    return {
      records: sum(chunks.map(({ records }) => records)),
      bytes: sum(chunks.map(({ bytes }) => bytes)),
      firstMonth: monthOrNone(chunks.at(0)?.month),
      keptFrom: monthOrNone(set.keptFrom),
      readAt: new Date(set.readAt),
      ...keeping,
    };
  }

  /**
   * The records behind a value, as they were when they were read last.
   *
   * @param mappingOf - whose the names of records are
   * @param declared - how columns are read, of which some are lists
   */
  async behind(
    request: RecordsRequest<RecordsSettings>,
    mappingOf: (names: NamesById | undefined) => EntityMapping,
    declared: (lists: string[]) => DeclaredColumns,
  ): Promise<RecordsBehind | undefined> {
    const options = await this.behindOptions(mappingOf, declared);
    return recordsBehind(this.options.reading, request, options);
  }

  /**
   * How the records behind two values differ, as {@link KeptRecords.behind}.
   *
   * @param isNamed - whether each row that the source reads is a record of its own
   */
  async compared(
    request: RecordsComparison<RecordsSettings>,
    isNamed: boolean,
    mappingOf: (names: NamesById | undefined) => EntityMapping,
    declared: (lists: string[]) => DeclaredColumns,
  ): Promise<RecordsCompared | undefined> {
    const options = await this.behindOptions(mappingOf, declared);
    return comparedRecords(this.options.reading, request, {
      ...options,
      isNamed,
    });
  }

  /**
   * What values are made of by the classes of a column, as {@link KeptRecords.behind}.
   *
   * @param covers - what the configuration says of when records are complete
   */
  async classes(
    request: ClassesRequest<RecordsSettings>,
    covers: RecordsConfig['covers'],
    mappingOf: (names: NamesById | undefined) => EntityMapping,
    declared: (lists: string[]) => DeclaredColumns,
  ): Promise<RecordClasses | undefined> {
    const options = await this.behindOptions(mappingOf, declared);
    return recordClasses(this.options.reading, request, { ...options, covers });
  }

  private async behindOptions(
    mappingOf: (names: NamesById | undefined) => EntityMapping,
    declared: (lists: string[]) => DeclaredColumns,
  ): Promise<BehindOptions> {
    const { source, settings, names } = this.options;
    await names?.load();
    return {
      source,
      mapping: mappingOf(names),
      shown: this.shown,
      declared,
      link: settings.link,
      identity: settings,
    };
  }
}

function mostFrequent(texts: string[]): string | undefined {
  const counts = new Map<string, number>();
  texts.forEach(text => counts.set(text, (counts.get(text) ?? 0) + 1));
  return [...counts].sort((x, y) => y[1] - x[1])[0]?.[0];
}

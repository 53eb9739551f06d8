import { Engine } from '../engine/Engine';
import { textOf } from '../engine/text';
import { textColumn } from '../table/columns';
import { RECORD_TABLE } from '../table/RecordTable';
import { Chunk, ChunkStore, KeptSet } from './ChunkStore';
import { copyChunks } from './copyChunks';
import { KeptColumns } from './KeptColumns';
import { MonthHashes } from './keepRecords';
import { Mark } from './Mark';
import { monthSql } from './months';

/** What was read before, in the tables of an engine. */
const BEFORE = 'kept_before';
/** The records that changed since. */
const CHANGED = 'changed_records';
/** The numbers of those in whose place they stand. */
const REPLACED = 'replaced_rows';

/** Records of which only those that changed were read. */
export type Completed = {
  /** The months in which records came, went, or are others. */
  changed: string[];
  /** What the records of the others are. */
  unchanged: MonthHashes;
  /** How many records did not change. */
  rows: number;
};

/** The records of the last collection, where only what changed since is read again. */
export class KeptBefore {
  private constructor(
    private readonly engine: Engine,
    readonly columns: KeptColumns,
    private readonly set: KeptSet,
    private readonly chunks: Chunk[],
  ) {}

  /** @returns nothing if another collection has replaced them */
  static async open(
    engine: Engine,
    store: ChunkStore,
    source: string,
    columns: KeptColumns,
    { set, chunks }: { set: KeptSet; chunks: Chunk[] },
  ): Promise<KeptBefore | undefined> {
    const files = await copyChunks(engine, store, source, chunks);
    if (!files?.length) {
      return undefined;
    }
    await engine.run(
      `create view ${BEFORE} as select * from read_parquet([${files
        .map(textOf)
        .join(', ')}])`,
    );
    return new KeptBefore(engine, columns, set, chunks);
  }

  /** When it was read. */
  get readAt(): Date {
    return new Date(this.set.readAt);
  }

  /** The columns that its rows had. */
  get known(): string[] {
    return (JSON.parse(this.set.mark!) as Mark).columns;
  }

  /**
   * Makes the table of records, which has only those that changed, one of all.
   *
   * @param key - the columns that name a record
   * @returns nothing if a record has no key, so that everything is to be read
   */
  async complete(key: string[]): Promise<Completed | undefined> {
    const { engine } = this;
    await engine.run(`alter view ${RECORD_TABLE} rename to ${CHANGED}`);
    const isBlank = key.map(column => `${textColumn(column)} is null`);
    const [[unnamed]] = await engine.all<[number]>(
      `select count(*)::double from ${CHANGED} where ${isBlank.join(' and ')}`,
    );
    if (unnamed) {
      await engine.run(`drop view ${CHANGED}`);
      return undefined;
    }
    const isSame = key
      .map(textColumn)
      .map(
        column =>
          `${BEFORE}.${column} is not distinct from ${CHANGED}.${column}`,
      );
    await engine.run(
      `create table ${REPLACED} as select ${BEFORE}.row from ${BEFORE} join ${CHANGED} on ${isSame.join(
        ' and ',
      )}`,
    );
    const [[last, before, replaced]] = await engine.all<
      [number, number, number]
    >(
      `select (select max(row)::double from ${BEFORE}),
        (select count(*)::double from ${BEFORE}), (select count(*)::double from ${REPLACED})`,
    );
    await engine.run(
      `create view ${RECORD_TABLE} as
      select * from ${BEFORE} where row not in (select row from ${REPLACED})
      union all by name
      select * replace (row + ${last} as row) from ${CHANGED}`,
    );
    const month = monthSql(this.columns);
    const months = await engine.all<[string]>(
      `select distinct ${month} from ${CHANGED}
      union select ${month} from ${BEFORE} where row in (select row from ${REPLACED})`,
    );
    const changed = new Set(months.map(([name]) => name));
    return {
      changed: [...changed],
      unchanged: new Map(
        this.chunks
          .filter(one => !changed.has(one.month))
          .map(one => [one.month, one.hash]),
      ),
      rows: before - replaced,
    };
  }
}

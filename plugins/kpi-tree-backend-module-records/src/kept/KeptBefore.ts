import { Engine } from '../engine/Engine';
import { textOf } from '../engine/text';
import { textColumn } from '../table/columns';
import { RECORD_TABLE } from '../table/RecordTable';
import { Chunk, ChunkStore, KeptSet } from './ChunkStore';
import { copyChunks } from './copyChunks';
import { KeptColumns } from './KeptColumns';
import { monthSql } from './months';

/** What was read before, in the tables of an engine. */
const BEFORE = 'kept_before';
/** The records that changed since. */
const CHANGED = 'changed_records';
/** The numbers of those in whose place they stand. */
const REPLACED = 'replaced_rows';

/** The records of the last collection, where only what changed since is read again. */
export class KeptBefore {
  private constructor(
    private readonly engine: Engine,
    readonly columns: KeptColumns,
    readonly set: KeptSet,
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

  /** Up to when it was read. */
  get readAt(): Date {
    return new Date(this.set.readAt);
  }

  /** Its columns in which some record has a text. */
  async filledColumns(): Promise<string[]> {
    const { texts, instants, numbers } = this.columns.uses;
    const columns = [...new Set([...texts, ...instants, ...numbers])];
    const [counts] = await this.engine.all<number[]>(
      `select ${columns
        .map(column => `count(${textColumn(column)})::double`)
        .join(', ')} from ${BEFORE}`,
    );
    return columns.filter((_, index) => counts[index] > 0);
  }

  /**
   * Makes the table of records, which has only those that changed, one of all.
   *
   * @param key - the columns that name a record
   * @returns the months in which records came, went, or are others; nothing if it does not
   * know which a record is, so that everything is to be read
   */
  async complete(
    key: string[],
  ): Promise<{ months: Set<string>; unchanged: number } | undefined> {
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
    const isSame = key.map(textColumn).map(
      column => `${BEFORE}.${column} is not distinct from ${CHANGED}.${column}`,
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
    return {
      months: new Set(months.map(([name]) => name)),
      unchanged: before - replaced,
    };
  }

  /** The hashes of the months that are not among those in which something changed. */
  hashesWithout(months: ReadonlySet<string>): [string, string][] {
    return [
      ...new Map(this.chunks.map(({ month, hash }) => [month, hash])),
    ].filter(([month]) => !months.has(month));
  }
}

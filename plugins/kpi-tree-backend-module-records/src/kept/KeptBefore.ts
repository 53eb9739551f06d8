import { Engine } from '../engine/Engine';
import { Gone } from '../rows/RowReader';
import { textColumn } from '../table/columns';
import { RECORD_TABLE } from '../table/RecordTable';
import { Chunk, ChunkStore, KeptSet } from './ChunkStore';
import { copyChunks } from './copyChunks';
import { KeptColumns, keptIn } from './KeptColumns';
import { MonthHashes } from './keepRecords';
import { Mark } from './Mark';
import { isGone } from './isGone';
import { monthSql } from './months';

/** What was read before, in the tables of an engine. */
const BEFORE = 'kept_before';
/** The records that changed since. */
const CHANGED = 'changed_records';
/** The numbers of those in whose place they stand. */
const REPLACED = 'replaced_rows';
/** The records of the months in which something changed. */
const TOUCHED = 'touched_records';

/** Records of which only those that changed were read. */
export type Completed = {
  /** Has all records of the months in which some came or are others. */
  table: string;
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
    /** Of their reading. */
    readonly trace: string | undefined,
    private readonly chunks: Chunk[],
    /** Their paths. */
    private readonly files: string[],
  ) {}

  /** @returns nothing if another collection has replaced them */
  static async open(
    engine: Engine,
    store: ChunkStore,
    source: string,
    columns: KeptColumns,
    {
      set,
      chunks,
      trace,
    }: { set: KeptSet; chunks: Chunk[]; trace: string | undefined },
  ): Promise<KeptBefore | undefined> {
    const files = await copyChunks(engine, store, source, chunks);
    if (!files?.length) {
      return undefined;
    }
    await engine.run(`create view ${BEFORE} as ${selectOf(files)}`);
    return new KeptBefore(engine, columns, set, trace, chunks, files);
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
   * @param changes - how many rows changed, and which records of before are gone, where the
   * reader says so
   * @returns nothing if that does not say which records there are, so that everything is to
   * be read
   */
  async complete(
    key: string[],
    changes: { rows: number; gone: Gone[] | undefined },
  ): Promise<Completed | undefined> {
    const { engine } = this;
    await engine.run(`alter view ${RECORD_TABLE} rename to ${CHANGED}`);
    const isKnown = await this.isKnown(key, changes);
    if (!isKnown) {
      await engine.run(`drop view ${CHANGED}`);
      return undefined;
    }
    const [[last, before, replaced]] = await engine.all<
      [number, number, number]
    >(
      `select (select max(row)::double from ${BEFORE}),
        (select count(*)::double from ${BEFORE}), (select count(*)::double from ${REPLACED})`,
    );
    const without = `where row not in (select row from ${REPLACED})`;
    const now = `select * replace (row + ${last} as row) from ${CHANGED}`;
    await engine.run(
      `create view ${RECORD_TABLE} as
      select * from ${BEFORE} ${without} union all by name ${now}`,
    );
    const month = monthSql(this.columns);
    const months = await engine.all<[string]>(
      `select distinct ${month} from ${CHANGED}
      union select ${month} from ${BEFORE} where row in (select row from ${REPLACED})`,
    );
    const changed = new Set(months.map(([name]) => name));
    const touched = this.files.filter((_, index) =>
      changed.has(this.chunks[index].month),
    );
    await engine.run(
      `create view ${TOUCHED} as ${
        touched.length
          ? `${selectOf(touched)} ${without} union all by name `
          : ''
      }${now}`,
    );
    return {
      table: TOUCHED,
      unchanged: new Map(
        this.chunks
          .filter(one => !changed.has(one.month))
          .map(one => [one.month, one.hash]),
      ),
      rows: before - replaced,
    };
  }

  /** Whether it is known in place of which records those stand that changed. */
  private async isKnown(
    key: string[],
    { rows, gone }: { rows: number; gone: Gone[] | undefined },
  ): Promise<boolean> {
    const { engine } = this;
    const count = async (sql: string) => {
      const [[found]] = await engine.all<[number]>(
        `select count(*)::double from ${sql}`,
      );
      return found;
    };
    const isBlank = key.map(column => `${textColumn(column)} is null`);
    if (
      key.length &&
      (await count(`${CHANGED} where ${isBlank.join(' and ')}`))
    ) {
      return false;
    }
    const isSame = key
      .map(textColumn)
      .map(
        column =>
          `${BEFORE}.${column} is not distinct from ${CHANGED}.${column}`,
      );
    const ofKey = `${BEFORE} join ${CHANGED} on ${isSame.join(' and ')}`;
    if (!gone) {
      await engine.run(
        `create table ${REPLACED} as select ${BEFORE}.row from ${ofKey}`,
      );
      return true;
    }
    await engine.run(
      `create table ${REPLACED} as select row from ${BEFORE} where ${isGone(
        gone,
      )}`,
    );
    // Of several rows of one record another may count now
    const isOneEach = (await count(CHANGED)) === rows;
    const again = key.length
      ? await count(
          `(select ${BEFORE}.row as row from ${ofKey}) where row not in (select row from ${REPLACED})`,
        )
      : 0;
    if (!isOneEach || again) {
      await engine.run(`drop table ${REPLACED}`);
    }
    return isOneEach && !again;
  }
}

function selectOf(files: string[]): string {
  return `select * from ${keptIn(files)}`;
}

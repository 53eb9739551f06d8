import { mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../engine/Engine';
import { textOf } from '../engine/text';
import { Chunk, ChunkStore } from './ChunkStore';
import { KeptColumns, keptSql, toText } from './KeptColumns';
import { contentSql, hashSql, monthSql, NO_MONTH } from './months';
import { OlderRecords } from './OlderRecords';

/** Records that are written down and will be kept, once what was measured of them is. */
export type PendingRecords = {
  /**
   * Keeps them.
   *
   * @param mark - what was measured of them, if that is known
   * @param trace - of their reading, if it left one
   */
  keep(mark: string | undefined, trace: string | undefined): Promise<void>;
  /** Forgets them. */
  drop(): Promise<void>;
};

/** The hash of the records of each month that has some, in the order of time. */
export type MonthHashes = Map<string, string>;

/**
 * What the records of each month are.
 *
 * @param from - the first month that counts, `YYYY-MM`
 * @param table - that has their records
 */
export async function hashMonths(
  engine: Engine,
  columns: KeptColumns,
  from: string,
  table: string,
): Promise<MonthHashes> {
  const month = monthSql(columns);
  const ofRecord = `hash(${contentSql(columns)}, place)`;
  return new Map(
    await engine.all<[string, string]>(
      `select ${month} as month, ${hashSql(ofRecord)} from ${table}
      where ${month} >= ${textOf(from)} group by month order by month`,
    ),
  );
}

/**
 * Writes the records of the months that are not kept already into chunks.
 *
 * @param months - all that are to be kept
 * @param known - those that are
 */
export async function keepRecords(
  engine: Engine,
  store: ChunkStore,
  options: {
    source: string;
    columns: KeptColumns;
    months: MonthHashes;
    known: Chunk[];
    /** Of what is before, records may be missing. */
    since: string;
    /** What is known of the records before. */
    older: OlderRecords;
    megabytes: number;
    /** Up to when records count. */
    readAt: Date;
    /** Has all records of the months that are not kept as they are. */
    table: string;
  },
): Promise<PendingRecords> {
  const { source, columns, months, known, since, megabytes, readAt, table } =
    options;
  const older = JSON.stringify(options.older);
  const hashes = new Map(known.map(one => [one.month, one.hash]));
  const changed = [...months].filter(
    ([name, hash]) => hashes.get(name) !== hash,
  );
  const directory = await mkdtemp(join(tmpdir(), 'kpi-tree-kept-'));
  const drop = () => rm(directory, { recursive: true, force: true });
  try {
    const files = await writeChunks(
      engine,
      directory,
      { columns, table },
      changed,
    );
    return {
      drop,
      keep: async (mark, trace) => {
        try {
          const kept = withinSize([...months.keys()], files, known, megabytes);
          const isWhole = kept.length === months.size;
          await store.replace(
            source,
            {
              columns: toText(columns),
              // Whatever did not fit has left what was before incomplete
              keptFrom: isWhole ? since : kept.at(-1) ?? NO_MONTH,
              readAt: readAt.toISOString(),
              ...(isWhole && mark !== undefined ? { mark, trace } : {}),
              ...(isWhole ? { older } : {}),
            },
            kept,
            changed
              .filter(([name]) => kept.includes(name))
              .map(([name, hash]) => ({
                month: name,
                hash,
                chunks: files.get(name)!.map(({ path, records }) => ({
                  records,
                  data: () => readFile(path),
                })),
              })),
          );
        } finally {
          await drop();
        }
      },
    };
  } catch (error) {
    await drop();
    throw error;
  }
}

type File = { path: string; records: number; bytes: number };

/** @returns the files of each month */
async function writeChunks(
  engine: Engine,
  directory: string,
  { columns, table }: { columns: KeptColumns; table: string },
  changed: [string, string][],
): Promise<Map<string, File[]>> {
  const files = new Map<string, File[]>();
  if (!changed.length) {
    return files;
  }
  const month = monthSql(columns);
  const names = changed.map(([name]) => textOf(name)).join(', ');
  const target = join(engine.directory, 'kept');
  await engine.run(
    `copy (select ${keptSql(
      columns,
    )}, ${month} as month from ${table} where ${month} in (${names}))
    to ${textOf(
      target,
    )} (format parquet, compression zstd, partition_by (month))`,
  );
  for (const [name] of changed) {
    const from = join(target, `month=${name}`);
    const list: File[] = [];
    for (const file of (await readdir(from)).sort()) {
      const inside = join(from, file);
      const [[records]] = await engine.all<[number]>(
        `select count(*)::double from read_parquet(${textOf(inside)})`,
      );
      const path = join(directory, `${name}-${list.length}.parquet`);
      const { size: bytes } = await stat(inside);
      engine.disk.take(bytes);
      // The directory of the engine goes with it
      await rename(inside, path);
      list.push({ path, records, bytes });
    }
    files.set(name, list);
  }
  return files;
}

/** The months that fit into the size that is kept, from the newest on. */
function withinSize(
  months: string[],
  files: Map<string, File[]>,
  known: Chunk[],
  megabytes: number,
): string[] {
  const sizeOf = (name: string) => {
    const written = files.get(name);
    return written
      ? written.reduce((sum, { bytes }) => sum + bytes, 0)
      : known
          .filter(({ month }) => month === name)
          .reduce((sum, { bytes }) => sum + bytes, 0);
  };
  const kept: string[] = [];
  let size = 0;
  for (const name of months.reverse()) {
    size += sizeOf(name);
    if (size > megabytes * 1e6) {
      break;
    }
    kept.push(name);
  }
  return kept;
}

import { mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../engine/Engine';
import { nameOf, textOf } from '../engine/text';
import { textColumn, typedColumn } from '../table/columns';
import { RECORD_TABLE } from '../table/RecordTable';
import { ChunkStore } from './ChunkStore';
import { Keeping } from '../configuration/keeping';
import { KeptColumns, toText } from './KeptColumns';

/** Records that are written down and will be kept, once what was measured of them is. */
export type PendingRecords = {
  /** Keeps them. */
  keep(): Promise<void>;
  /** Forgets them. */
  drop(): Promise<void>;
};

/** The month of a record that has no time. */
const NONE = 'none';

/**
 * Writes the records of the table of records into chunks by their months, as far as they are
 * not kept already.
 *
 * @param readAt - up to when records count
 */
export async function keepRecords(
  engine: Engine,
  store: ChunkStore,
  options: {
    source: string;
    columns: KeptColumns;
    keeping: Keeping;
    readAt: Date;
  },
): Promise<PendingRecords> {
  const { source, columns, keeping, readAt } = options;
  const columnsText = toText(columns);
  const month = monthSql(columns.time);
  const known = await store.find(source);
  const same =
    known?.set.columns === columnsText
      ? new Map(known.chunks.map(one => [one.month, one.hash]))
      : new Map<string, string>();
  const since = new Date(readAt.getTime() - keeping.days * 86_400_000)
    .toISOString()
    .slice(0, 7);
  const found = await engine.all<[string, string]>(
    `select ${month} as month, ${hashSql(columns)} from ${RECORD_TABLE}
    where ${month} >= ${textOf(since)} group by month order by month`,
  );
  const changed = found.filter(([name, hash]) => same.get(name) !== hash);
  const directory = await mkdtemp(join(tmpdir(), 'kpi-tree-kept-'));
  const drop = () => rm(directory, { recursive: true, force: true });
  try {
    const files = await writeChunks(engine, directory, month, changed);
    return {
      drop,
      keep: async () => {
        try {
          const kept = withinSize(found, files, known?.chunks ?? [], keeping);
          await store.replace(
            source,
            {
              columns: columnsText,
              // Whatever did not fit has left what was before incomplete
              keptFrom:
                kept.length < found.length ? kept.at(-1) ?? NONE : since,
              readAt: readAt.toISOString(),
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
  month: string,
  changed: [string, string][],
): Promise<Map<string, File[]>> {
  const files = new Map<string, File[]>();
  if (!changed.length) {
    return files;
  }
  const names = changed.map(([name]) => textOf(name)).join(', ');
  const target = join(engine.directory, 'kept');
  await engine.run(
    `copy (select *, ${month} as month from ${RECORD_TABLE} where ${month} in (${names}))
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
  found: [string, string][],
  files: Map<string, File[]>,
  known: { month: string; bytes: number }[],
  { megabytes }: Keeping,
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
  for (const [name] of [...found].reverse()) {
    size += sizeOf(name);
    if (size > megabytes * 1e6) {
      break;
    }
    kept.push(name);
  }
  return kept;
}

function monthSql(time: string | undefined): string {
  if (time === undefined) {
    return textOf(NONE);
  }
  const instant = typedColumn(time, 'instant');
  return `(case when isfinite(${instant}) then strftime(${instant}, '%Y-%m') else ${textOf(
    NONE,
  )} end)`;
}

/** Of the records of a group, whatever their order. */
function hashSql({ uses, logs }: KeptColumns): string {
  const columns = [
    nameOf('name'),
    nameOf('place'),
    ...uses.texts.map(textColumn).sort(),
    ...uses.instants.map(textColumn).sort(),
    ...uses.numbers.map(textColumn).sort(),
    // What texts stand for changes with what the configuration says of a column
    ...uses.instants.map(column => typedColumn(column, 'instant')).sort(),
    ...uses.numbers.map(column => typedColumn(column, 'number')).sort(),
    ...[...logs].sort(),
  ];
  return `sum(hash(${columns.join(
    ', ',
  )})::hugeint)::varchar || ' ' || count(*)`;
}

import { Engine } from '../engine/Engine';
import { textOf } from '../engine/text';
import { typedColumn } from '../table/columns';
import { Chunk, ChunkStore, KeptSet } from './ChunkStore';
import { copyChunks } from './copyChunks';
import { KeptColumns, keptIn } from './KeptColumns';
import { MonthHashes } from './keepRecords';
import { Mark } from './Mark';
import { contentSql, hashSql, monthSql } from './months';

/**
 * From when on what is measured of records may be another than it was.
 *
 * @param options - `known`: the records as they are kept; `months`: what those of now are, of
 * the months that are kept; `mark`: what is stored of them was measured of the records of
 * this name; `about`: how it is measured now
 * @returns milliseconds since 1970; nothing if that cannot be said
 */
export async function changedSince(
  engine: Engine,
  store: ChunkStore,
  options: {
    source: string;
    columns: KeptColumns;
    known: { set: KeptSet; chunks: Chunk[] };
    months: MonthHashes;
    mark: string | undefined;
    about: Pick<Mark, 'configuration' | 'askedFrom'>;
    /** Has all records of the months that are not kept as they are, and all older ones. */
    table: string;
  },
): Promise<number | undefined> {
  const { source, columns, known, months, mark, about, table } = options;
  if (mark === undefined || known.set.mark !== mark) {
    return undefined;
  }
  const measured: Mark = JSON.parse(mark);
  if (
    measured.configuration !== about.configuration ||
    measured.askedFrom !== about.askedFrom ||
    measured.rest !==
      (await restHash(engine, columns, known.set.keptFrom, table))
  ) {
    return undefined;
  }
  const first = await firstChange(engine, store, {
    source,
    columns,
    table,
    ...changedMonths(months, known.chunks),
  });
  return first === undefined
    ? undefined
    : Math.min(first, Date.parse(measured.until));
}

/** What the records are that are older than what is kept. */
export async function restHash(
  engine: Engine,
  columns: KeptColumns,
  keptFrom: string,
  table: string,
): Promise<string> {
  const [[hash]] = await engine.all<[string]>(
    `select ${hashSql(contentSql(columns))} from ${table} where ${monthSql(
      columns,
    )} < ${textOf(keptFrom)}`,
  );
  return hash;
}

/** The months in which records may be others than those that are kept, with these. */
function changedMonths(
  now: MonthHashes,
  chunks: Chunk[],
): { months: string[]; chunks: Chunk[] } {
  const before = new Map(chunks.map(({ month, hash }) => [month, hash]));
  const months = [...new Set([...now.keys(), ...before.keys()])].filter(
    month => now.get(month) !== before.get(month),
  );
  return {
    months,
    chunks: chunks.filter(({ month }) => months.includes(month)),
  };
}

/**
 * The first instant of the records that are not as they are kept: of those that came, went
 * or have another content, before or after.
 *
 * @param months - in which there may be such records
 * @param chunks - of these months, as they are kept
 * @returns milliseconds since 1970; infinity if there is none, or none that has an instant;
 * nothing if that cannot be said
 */
async function firstChange(
  engine: Engine,
  store: ChunkStore,
  {
    source,
    columns,
    table,
    months,
    chunks,
  }: {
    source: string;
    columns: KeptColumns;
    table: string;
    months: string[];
    chunks: Chunk[];
  },
): Promise<number | undefined> {
  if (!months.length) {
    return Infinity;
  }
  const files = await copyChunks(engine, store, source, chunks);
  if (!files) {
    return undefined;
  }
  const instants = columns.uses.instants.map(
    column => `ms(${typedColumn(column, 'instant')})`,
  );
  const content = `${contentSql(columns)} as content, list_min([${instants.join(
    ', ',
  )}]) as first`;
  const before = files.length
    ? ` union all select ${content}, -1 from ${keptIn(files)}`
    : '';
  const [[first]] = await engine.all<[number | null]>(
    `select min(first)::double from (
      select min(first) as first from (
        select ${content}, 1 as change from ${table}
        where ${monthSql(columns)} in (${months.map(textOf).join(', ')})
        ${before}
      ) group by content having sum(change) <> 0
    )`,
  );
  return first ?? Infinity;
}

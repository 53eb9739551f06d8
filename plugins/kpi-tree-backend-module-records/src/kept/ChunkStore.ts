import { Knex } from 'knex';
import { writeFile } from 'node:fs/promises';
import { ChunkCache } from './ChunkCache';

/** What is kept of the records of a source, besides the records. */
export type KeptSet = {
  /** Counts the changes. */
  version: number;
  /** The columns, and how they are read: see `KeptColumns`. */
  columns: string;
  /** `YYYY-MM`: of what was before, records may be missing. */
  keptFrom: string;
  /** Up to when records count, ISO 8601 in UTC. */
  readAt: string;
  /** What was measured of them, see `Mark`; nothing if of others as well. */
  mark?: string;
  /** JSON of what is known of older ones, see `OlderRecords`; nothing if that is not known. */
  older?: string;
};

/** Some records of a month. */
export type Chunk = {
  /** `YYYY-MM`, or `none` without a time. */
  month: string;
  /** Of the month, from 0. */
  part: number;
  version: number;
  records: number;
  bytes: number;
  /** Of all records of the month. */
  hash: string;
};

/** What a chunk is known by. */
type ChunkKey = Omit<Chunk, 'records' | 'bytes'>;

/** Keeps records in the database of the plugin, where each backend finds them. */
export class ChunkStore {
  constructor(
    private readonly knex: Knex,
    /** Where copies are kept, if they are. */
    private readonly cache?: ChunkCache,
  ) {}

  /** What is kept of a source, if anything is. */
  async find(
    source: string,
  ): Promise<{ set: KeptSet; chunks: Chunk[] } | undefined> {
    const row = await this.knex('kept_records')
      .where({ source })
      .first('version', 'columns', 'kept_from', 'read_at', 'mark', 'older');
    if (!row) {
      return undefined;
    }
    const chunks = await this.knex('record_chunks')
      .where({ source })
      .orderBy(['month', 'part'])
      .select('month', 'part', 'version', 'records', 'bytes', 'hash');
    const wanted = new Set(chunks.map(chunk => keyOf(source, chunk)));
    await this.cache?.keepOnly(
      key => JSON.parse(key)[0] !== source || wanted.has(key),
    );
    const { version, columns, kept_from: keptFrom, read_at: readAt } = row;
    return {
      set: {
        ...{ version, columns, keptFrom, readAt },
        ...(row.mark === null ? {} : { mark: row.mark }),
        ...(row.older === null ? {} : { older: row.older }),
      },
      chunks,
    };
  }

  /** The trace of the reading of what is kept, in a version; nothing if it left none. */
  async trace(source: string, version: number): Promise<string | undefined> {
    const row = await this.knex('kept_records')
      .where({ source, version })
      .first('trace');
    return row?.trace ?? undefined;
  }

  /** The bytes of a chunk; nothing if another has taken its place. */
  async data(source: string, chunk: Chunk): Promise<Uint8Array | undefined> {
    const { month, part, version } = chunk;
    const row = await this.knex('record_chunks')
      .where({ source, month, part, version })
      .first('data');
    return row?.data;
  }

  /** Forgets what is kept of all other sources. */
  async removeOthers(sources: string[]): Promise<void> {
    await this.knex.transaction(async trx => {
      for (const table of ['record_chunks', 'kept_records']) {
        await trx(table).whereNotIn('source', sources).delete();
      }
    });
  }

  /**
   * Puts a chunk into a file.
   *
   * @param path - of this chunk only
   * @returns whether it is there: another may have taken its place
   */
  async copy(source: string, chunk: Chunk, path: string): Promise<boolean> {
    const key = keyOf(source, chunk);
    if (await this.cache?.copyTo(key, path)) {
      return true;
    }
    const data = await this.data(source, chunk);
    if (!data) {
      return false;
    }
    await this.cache?.write(key, data);
    if (!(await this.cache?.copyTo(key, path))) {
      await writeFile(path, data);
    }
    return true;
  }

  /**
   * Puts chunks in place of those of their months, and removes those of other months.
   *
   * @param set - with the trace of its reading, if it left one
   * @param months - all months that are kept
   * @param changed - months whose chunks are given, all of them
   */
  async replace(
    source: string,
    set: Omit<KeptSet, 'version'> & { trace?: string },
    months: string[],
    changed: {
      month: string;
      hash: string;
      chunks: { records: number; data: () => Promise<Uint8Array> }[];
    }[],
  ): Promise<void> {
    const written: (ChunkKey & { data: () => Promise<Uint8Array> })[] = [];
    await this.knex.transaction(async trx => {
      const known = await trx('kept_records')
        .where({ source })
        .forUpdate()
        .first('version');
      const version = (known?.version ?? 0) + 1;
      await trx('kept_records')
        .insert({
          source,
          version,
          columns: set.columns,
          kept_from: set.keptFrom,
          read_at: set.readAt,
          mark: set.mark ?? null,
          trace: set.trace ?? null,
          older: set.older ?? null,
        })
        .onConflict('source')
        .merge();
      const gone = new Set(changed.map(({ month }) => month));
      for (const { month } of await trx('record_chunks')
        .where({ source })
        .distinct('month')) {
        if (gone.has(month) || !months.includes(month)) {
          await trx('record_chunks').where({ source, month }).delete();
        }
      }
      for (const { month, hash, chunks } of changed) {
        for (const [part, { records, data }] of chunks.entries()) {
          const bytes = await data();
          await trx('record_chunks').insert({
            source,
            month,
            part,
            version,
            records,
            bytes: bytes.length,
            hash,
            data: Buffer.from(bytes),
          });
          written.push({ month, part, version, hash, data });
        }
      }
    });
    // The next collection reads them again
    for (const { data, ...chunk } of written) {
      await this.cache?.write(keyOf(source, chunk), await data());
    }
  }
}

/** What names the bytes of a chunk, also where the database was put back to an earlier day. */
function keyOf(
  source: string,
  { month, part, version, hash }: ChunkKey,
): string {
  return JSON.stringify([source, month, part, version, hash]);
}

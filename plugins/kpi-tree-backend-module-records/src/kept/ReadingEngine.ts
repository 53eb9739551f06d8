import { ServiceUnavailableError } from '@backstage/errors';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine, EngineLimits } from '../engine/Engine';
import { Chunk, ChunkStore } from './ChunkStore';
import { fromText, KeptColumns } from './KeptColumns';
import { OlderRecords } from './OlderRecords';

/** So long it waits for another question before it ends. */
const IDLE_MS = 10 * 60_000;

/** So long a question may take. */
const LONGEST_MS = 20_000;

/** The kept records of a source, as files that an engine reads. */
export type KeptFiles = {
  columns: KeptColumns;
  /** `YYYY-MM`: of what was before, records may be missing. */
  keptFrom: string;
  /** What is known of older records; nothing if it is not. */
  older: OlderRecords | undefined;
  readAt: Date;
  /** The files of the months that are asked for. */
  paths: string[];
};

/**
 * Answers questions about kept records, one after the other, with an engine that stays for
 * some time. What it reads is copied from the database into files once, and is lost with it.
 */
export class ReadingEngine {
  private engine: Promise<Engine> | undefined;
  /** By their chunks, what was asked for last at the end. */
  private readonly files = new Map<string, { path: string; bytes: number }>();
  private copied = 0;
  private before: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: {
      store: () => Promise<ChunkStore>;
      limits?: EngineLimits;
    },
  ) {}

  /**
   * Answers a question about the records of a source.
   *
   * @param about - the source, and the time zone of the portal
   * @param months - those that are read; all, if it says nothing
   * @returns nothing if no records of the source are kept
   */
  async ask<T>(
    about: { source: string; timeZone: string },
    months: (columns: KeptColumns) => string[] | undefined,
    question: (engine: Engine, kept: KeptFiles) => Promise<T>,
  ): Promise<T | undefined> {
    const answer = this.before.then(() => this.answer(about, months, question));
    this.before = answer.catch(() => undefined);
    return answer;
  }

  /** Ends it, and removes its files. */
  async close(): Promise<void> {
    clearTimeout(this.idle);
    const { engine } = this;
    this.engine = undefined;
    this.files.clear();
    await (await engine?.catch(() => undefined))?.close();
  }

  private async answer<T>(
    about: { source: string; timeZone: string },
    months: (columns: KeptColumns) => string[] | undefined,
    question: (engine: Engine, kept: KeptFiles) => Promise<T>,
  ): Promise<T | undefined> {
    clearTimeout(this.idle);
    let isLate = false;
    const limit = setTimeout(() => {
      isLate = true;
      void this.close();
    }, LONGEST_MS);
    const attempt = async () => {
      const engine = await this.opened(about.timeZone);
      const kept = await this.kept(engine, about.source, months);
      return kept && (await question(engine, kept));
    };
    const wasThere = this.engine !== undefined;
    try {
      return await attempt().catch(async error => {
        if (isLate || !wasThere) {
          throw error;
        }
        // Since it was asked last it may have been ended, or its files removed
        await this.close();
        return attempt();
      });
    } catch (error) {
      // A crash leaves nothing that could be asked again
      await this.close();
      throw new ServiceUnavailableError(
        `The records of ${about.source} cannot be read at the moment`,
        error,
      );
    } finally {
      clearTimeout(limit);
      this.idle = setTimeout(() => void this.close(), IDLE_MS);
      this.idle.unref();
    }
  }

  private opened(timeZone: string): Promise<Engine> {
    const { limits } = this.options;
    this.engine ??= Engine.open({ timeZone, limits });
    return this.engine;
  }

  private async kept(
    engine: Engine,
    source: string,
    monthsOf: (columns: KeptColumns) => string[] | undefined,
  ): Promise<KeptFiles | undefined> {
    const store = await this.options.store();
    // A collection may replace chunks while they are copied
    for (let attempt = 0; attempt < 3; attempt++) {
      const found = await store.find(source);
      if (!found) {
        return undefined;
      }
      const columns = fromText(found.set.columns);
      const months = monthsOf(columns);
      const wanted = found.chunks.filter(
        ({ month }) => !months || months.includes(month),
      );
      await this.removeReplaced(engine, source, found.chunks);
      if (await this.copy(engine, store, source, wanted)) {
        return {
          columns,
          keptFrom: found.set.keptFrom,
          older:
            found.set.older === undefined
              ? undefined
              : JSON.parse(found.set.older),
          readAt: new Date(found.set.readAt),
          paths: wanted.map(
            chunk => this.files.get(keyOf(source, chunk))!.path,
          ),
        };
      }
    }
    return undefined;
  }

  /** Removes the files of chunks that are no longer kept. */
  private async removeReplaced(
    engine: Engine,
    source: string,
    chunks: Chunk[],
  ): Promise<void> {
    const kept = new Set(chunks.map(chunk => keyOf(source, chunk)));
    for (const key of [...this.files.keys()]) {
      if (JSON.parse(key)[0] === source && !kept.has(key)) {
        await this.remove(engine, key);
      }
    }
  }

  private async remove({ disk }: Engine, key: string): Promise<void> {
    const { path, bytes } = this.files.get(key)!;
    await rm(path, { force: true });
    this.files.delete(key);
    disk.give(bytes);
  }

  /** Makes room for a file in place of those that were asked for least recently. */
  private async makeRoom(
    engine: Engine,
    bytes: number,
    wanted: ReadonlySet<string>,
  ): Promise<void> {
    for (const key of [...this.files.keys()]) {
      if (!engine.disk.hasRoomFor(bytes) && !wanted.has(key)) {
        await this.remove(engine, key);
      }
    }
  }

  /** @returns whether all are there */
  private async copy(
    engine: Engine,
    store: ChunkStore,
    source: string,
    chunks: Chunk[],
  ): Promise<boolean> {
    const wanted = new Set(chunks.map(chunk => keyOf(source, chunk)));
    for (const chunk of chunks) {
      const key = keyOf(source, chunk);
      const known = this.files.get(key);
      if (known) {
        this.files.delete(key);
        this.files.set(key, known);
      } else {
        const { bytes } = chunk;
        const path = join(engine.directory, `chunk-${++this.copied}.parquet`);
        await this.makeRoom(engine, bytes, wanted);
        engine.disk.take(bytes);
        if (!(await store.copy(source, chunk, path))) {
          engine.disk.give(bytes);
          return false;
        }
        this.files.set(key, { path, bytes });
      }
    }
    return true;
  }
}

function keyOf(source: string, { month, part, version }: Chunk): string {
  return JSON.stringify([source, month, part, version]);
}

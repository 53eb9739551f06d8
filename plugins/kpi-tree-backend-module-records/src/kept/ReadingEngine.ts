import { ServiceUnavailableError } from '@backstage/errors';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine, EngineLimits } from '../engine/Engine';
import { MACROS } from '../engine/macros';
import { Chunk, ChunkStore } from './ChunkStore';
import { fromText, KeptColumns } from './KeptColumns';

/** So long it waits for another question before it ends. */
const IDLE_MS = 10 * 60_000;

/** So long a question may take. */
const LONGEST_MS = 20_000;

/** The kept records of a source, as files that an engine reads. */
export type KeptFiles = {
  columns: KeptColumns;
  /** `YYYY-MM`: of what was before, records may be missing. */
  keptFrom: string;
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
  private readonly files = new Map<string, string>();
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
    const limit = setTimeout(() => void this.close(), LONGEST_MS);
    try {
      const engine = await this.opened(about.timeZone);
      const kept = await this.kept(engine, about.source, months);
      return kept && (await question(engine, kept));
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
    this.engine ??= (async () => {
      const engine = await Engine.open({ timeZone, limits });
      for (const macro of MACROS) {
        await engine.run(macro);
      }
      return engine;
    })();
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
      await this.removeReplaced(source, found.chunks);
      if (await this.copy(engine, store, source, wanted)) {
        return {
          columns,
          keptFrom: found.set.keptFrom,
          readAt: new Date(found.set.readAt),
          paths: wanted.map(chunk => this.files.get(keyOf(source, chunk))!),
        };
      }
    }
    return undefined;
  }

  /** Removes the files of chunks that are no longer kept. */
  private async removeReplaced(source: string, chunks: Chunk[]): Promise<void> {
    const kept = new Set(chunks.map(chunk => keyOf(source, chunk)));
    for (const [key, path] of this.files) {
      if (JSON.parse(key)[0] === source && !kept.has(key)) {
        await rm(path, { force: true });
        this.files.delete(key);
      }
    }
  }

  /** @returns whether all are there */
  private async copy(
    { directory }: Engine,
    store: ChunkStore,
    source: string,
    chunks: Chunk[],
  ): Promise<boolean> {
    for (const chunk of chunks) {
      const key = keyOf(source, chunk);
      if (!this.files.has(key)) {
        const path = join(directory, `chunk-${++this.copied}.parquet`);
        if (!(await store.copy(source, chunk, path))) {
          return false;
        }
        this.files.set(key, path);
      }
    }
    return true;
  }
}

function keyOf(source: string, { month, part, version }: Chunk): string {
  return JSON.stringify([source, month, part, version]);
}

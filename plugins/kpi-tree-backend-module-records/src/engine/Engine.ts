import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Disk } from './Disk';
import { MACROS } from './macros';

/** What a statement yields: numbers, texts, booleans, lists of them, or null. */
export type Value = number | string | boolean | null | Value[];

/** How much an engine may take of the machine. */
export type EngineLimits = {
  /** Of memory, such as `400MB`; what needs more goes to disk, or fails. */
  memory: string;
  /** How many processors it uses. */
  threads: number;
  /** Of temporary files, such as `10GB`: of rows, and again of what its memory is not enough for. */
  disk: string;
};

/** See {@link EngineLimits}. */
export const DEFAULT_LIMITS: EngineLimits = {
  memory: '400MB',
  threads: 2,
  disk: '20GB',
};

/** What the process is asked. */
type Message = { type: string; id?: number } & Record<string, unknown>;

/** Some rows as their columns. */
type Chunk = (Value[] | Float64Array)[];

/** What the process answers to a message. */
type Answer = { id: number; chunks?: Chunk[]; more?: boolean; error?: string };

type Waiting = {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
};

/** As much of a message of the engine as is shown: it may hold a whole row. */
const SHOWN = 500;

/**
 * Sorts, joins, groups and sums rows, with DuckDB in a process of its own: what it takes
 * is bounded, and where that is not enough, or it crashes, only its own work fails. It
 * reads and writes files of its own directory and reaches nothing else. It knows the `MACROS`.
 */
export class Engine {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private ended: Error | undefined;

  private constructor(
    private readonly child: ChildProcess,
    /** Its files, which go with it. */
    readonly directory: string,
    /** What is left for them. */
    readonly disk: Disk,
  ) {
    child.on('message', (answer: Answer) => this.take(answer));
    child.on('error', error => this.fail(error.message));
    child.on('exit', (code, signal) =>
      this.fail(`${signal ?? `code ${code}`}`),
    );
  }

  /**
   * Starts one.
   *
   * @param timeZone - in which dates without a zone are, and days begin
   * @param signal - ends it, whatever it does
   */
  static async open(options: {
    timeZone: string;
    signal?: AbortSignal;
    limits?: EngineLimits;
    /** Where its directory is made; by default that of the system for such files. */
    parent?: string;
  }): Promise<Engine> {
    const { timeZone, signal, limits = DEFAULT_LIMITS } = options;
    signal?.throwIfAborted();
    const directory = await makeDirectory(options.parent ?? tmpdir());
    const child = fork(
      resolvePackagePath(
        '@kpi-tree/backstage-plugin-kpi-tree-backend-module-records',
        'engine/process.js',
      ),
      [],
      {
        cwd: directory,
        // Nothing of the portal's secrets
        env: {
          ...pick(process.env, ['PATH', 'SystemRoot', 'LD_LIBRARY_PATH']),
          // Each arena keeps what was freed in it, beside what is limited
          MALLOC_ARENA_MAX: '1',
        },
        execArgv: ['--max-old-space-size=256', '--max-semi-space-size=4'],
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    );
    const engine = new Engine(child, directory, new Disk(limits.disk));
    const abort = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', abort, { once: true });
    child.once('exit', () => signal?.removeEventListener('abort', abort));
    try {
      await engine.ask({
        type: 'open',
        options: { directory, timeZone, macros: MACROS, ...limits },
      });
      return engine;
    } catch (error) {
      await engine.close();
      throw error;
    }
  }

  /** Of its process. */
  get pid(): number {
    return this.child.pid!;
  }

  /** Runs a statement that yields nothing. */
  async run(sql: string): Promise<void> {
    await this.all(sql);
  }

  /**
   * The rows of a query that has few.
   *
   * @param values - of `$1`, `$2`, ...
   */
  async all<T extends Value[]>(
    sql: string,
    values?: (string | number)[],
  ): Promise<T[]> {
    const rows: T[] = [];
    for await (const some of this.stream<T>(sql, values)) {
      rows.push(...some);
    }
    return rows;
  }

  /** The rows of a query, some at a time. */
  async *stream<T extends Value[]>(
    sql: string,
    values?: (string | number)[],
  ): AsyncGenerator<T[]> {
    const id = ++this.lastId;
    let next = this.ask({ type: 'query', id, sql, values });
    try {
      for (;;) {
        const { chunks = [], more } = await next;
        if (!more) {
          return;
        }
        // While these are worked on, the next ones are computed
        next = this.ask({ type: 'next', id });
        next.catch(() => undefined);
        for (const chunk of chunks) {
          yield rowsOf(chunk) as T[];
        }
      }
    } finally {
      const { more } = await next.catch(() => ({ more: false }));
      if (more && !this.ended) {
        await this.ask({ type: 'stop', id });
      }
    }
  }

  /** Ends it, and removes its files. */
  async close(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = new Promise(resolve => this.child.once('exit', resolve));
      this.child.kill('SIGKILL');
      await exited;
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  private ask(message: Message): Promise<Answer> {
    const id = message.id ?? ++this.lastId;
    return new Promise((resolve, reject) => {
      if (this.ended) {
        reject(this.ended);
        return;
      }
      this.waiting.set(id, { resolve, reject });
      this.child.send({ ...message, id });
    });
  }

  private take(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (answer.error === undefined) {
      waiting?.resolve(answer);
    } else {
      waiting?.reject(
        // It would say so again
        new InputError(
          `The engine of records says: ${answer.error.slice(0, SHOWN)}`,
        ),
      );
    }
  }

  private fail(reason: string): void {
    this.ended ??= new ServiceUnavailableError(
      `The engine of records ended (${reason}): see kpiTree.records.engine for its limits`,
    );
    for (const { reject } of this.waiting.values()) {
      reject(this.ended);
    }
    this.waiting.clear();
  }
}

/** @throws `InputError` if there is no place for it */
async function makeDirectory(parent: string): Promise<string> {
  try {
    return await mkdtemp(join(parent, 'kpi-tree-records-'));
  } catch (error) {
    throw new InputError(
      `The engine of records cannot write files into ${parent}: let the backend write there, or set TMPDIR to where it can`,
      error,
    );
  }
}

function rowsOf(columns: Chunk): Value[][] {
  return Array.from(columns[0], (_, row) => columns.map(column => column[row]));
}

function pick(
  from: NodeJS.ProcessEnv,
  names: string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = from[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

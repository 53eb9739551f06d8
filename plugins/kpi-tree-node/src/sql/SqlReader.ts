import { InputError, ServiceUnavailableError } from '@backstage/errors';
import createKnex, { Knex } from 'knex';
import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { castMySql, parsePostgres, plainRow } from './cells';
import { onColumnsOf, onPipedColumns, repeatedMistake } from './columnNames';
import { missingParameters, SqlParameters, toStatement } from './statement';
import { SqlConfig } from './SqlConfig';

/** The databases that can be read, by the names of knex's clients. */
const clients = ['pg', 'mysql2', 'better-sqlite3', 'mssql'] as const;

const NO_CONNECTION = 'use a URL, or host, user, password and database';

/**
 * The fields of {@link SqlConfig} for the zod schema of a source.
 *
 * @public
 */
export const sqlFields: {
  [K in keyof SqlConfig]: z.ZodType<SqlConfig[K]>;
} = {
  client: z.enum(clients),
  connection: z.union(
    [z.string().min(1, NO_CONNECTION), z.record(z.string(), z.unknown())],
    { error: NO_CONNECTION },
  ),
  maxRows: z.number().int().positive().default(5_000_000),
  timeoutSeconds: z.number().int().positive().default(300),
};

/**
 * A row, all of whose values are as the driver gives them; of PostgreSQL all are
 * texts. Bytes are texts, and invalid dates are null.
 *
 * @public
 */
export type SqlRow = Record<string, unknown>;

/** As texts: a driver would put dates into the zone of this machine. */
const STREAM_OPTIONS = {
  objectMode: true as const,
  types: { getTypeParser: parsePostgres },
};

type SqliteConnection = {
  prepare(sql: string): {
    safeIntegers(): void;
    columns(): { name: string }[];
    iterate(...bindings: unknown[]): Iterable<SqlRow>;
  };
};

/** Codes of Node, PostgreSQL and MySQL for a database that is not there. */
const UNREACHABLE =
  /^(E[A-Z]+|08...|53...|57P0.|PROTOCOL_\w+|ER_CON_COUNT\w*)$/;

/** The database ends a connection while it is read. */
class ConnectionLostError extends Error {
  readonly code = 'ECONNRESET';

  constructor() {
    super('it ended the connection');
  }
}

/** What PostgreSQL's driver, and MySQL, say of a password that is not given. */
const NO_PASSWORD = /client password must be|using password: NO/;

/**
 * Reads rows of another database: in a transaction that can only read, in UTC, with
 * a time-out, row by row. Values reach it as bindings.
 *
 * @public
 */
export class SqlReader {
  private knex?: Knex;

  /**
   * @param place - the configuration key, for messages
   * @param parameters - where the parameters of queries are given, if they have any
   */
  constructor(
    private readonly config: SqlConfig,
    private readonly place: string,
    private readonly parameters?: string,
  ) {}

  /**
   * @param parameters - by the names that stand in the query as `:name`
   * @throws `InputError` if the query is wrong or has too many rows;
   * `ServiceUnavailableError` if the database does not answer
   */
  async *rows(
    query: string,
    parameters: SqlParameters,
    signal: AbortSignal,
  ): AsyncGenerator<SqlRow> {
    let count = 0;
    try {
      const rows =
        this.config.client === 'better-sqlite3'
          ? this.readSqlite(query, parameters)
          : this.readServer(query, parameters, signal);
      for await (const row of rows) {
        signal.throwIfAborted();
        if (++count > this.config.maxRows) {
          throw new InputError(
            `The query has more than ${this.config.maxRows} rows: narrow it, or raise ${this.place}.maxRows`,
          );
        }
        yield plainRow(row);
      }
    } catch (error) {
      signal.throwIfAborted();
      throw this.toError(
        error as Error,
        missingParameters(this.config.client, query, parameters).join(', '),
      );
    }
  }

  /** Ends its connections. */
  async close(): Promise<void> {
    await this.knex?.destroy();
    this.knex = undefined;
  }

  private async *readServer(
    query: string,
    parameters: SqlParameters,
    signal: AbortSignal,
  ): AsyncGenerator<SqlRow> {
    const { sql, values } = toStatement(this.config.client, query, parameters);
    const tx = await this.open().transaction({ readOnly: this.canReadOnly });
    try {
      await this.prepareSession(tx);
      const stream = tx
        .raw(sql, values as Knex.RawBinding[])
        .stream(STREAM_OPTIONS);
      const check = (names: string[]) => {
        const mistake = repeatedMistake(names, this.place);
        if (mistake) {
          stream.destroy(new InputError(mistake));
        }
      };
      onPipedColumns(stream, check);
      const stop = () => stream.destroy();
      signal.addEventListener('abort', stop, { once: true });
      // Knex would wait for more rows for ever
      const connection: EventEmitter & { connection?: unknown } =
        await tx.client.acquireConnection();
      const lose = () => stream.destroy(new ConnectionLostError());
      connection.once('end', lose);
      const ignore = onColumnsOf(connection, check);
      try {
        yield* stream as AsyncIterable<SqlRow>;
      } finally {
        ignore();
        signal.removeEventListener('abort', stop);
        connection.off('end', lose);
      }
    } finally {
      await tx.rollback().catch(() => undefined);
    }
  }

  /** Knex would read all rows before the first is returned. */
  private async *readSqlite(
    query: string,
    parameters: SqlParameters,
  ): AsyncGenerator<SqlRow> {
    const { sql, values } = toStatement('better-sqlite3', query, parameters);
    const knex = this.open();
    const connection: SqliteConnection = await knex.client.acquireConnection();
    try {
      let count = 0;
      // It keeps its own question marks and those of literals apart
      const statement = connection.prepare(sql.replaceAll('\\?', '?'));
      statement.safeIntegers();
      const mistake = repeatedMistake(
        statement.columns().map(({ name }) => name),
        this.place,
      );
      if (mistake) {
        throw new InputError(mistake);
      }
      for (const row of statement.iterate(...values.map(toSqlite))) {
        yield row;
        if (++count % 1_000 === 0) {
          // The driver is synchronous: others want to do something as well
          await nextTurn();
        }
      }
    } finally {
      await knex.client.releaseConnection(connection);
    }
  }

  private get canReadOnly(): boolean {
    return this.config.client !== 'mssql';
  }

  private async prepareSession(tx: Knex.Transaction): Promise<void> {
    const seconds = this.config.timeoutSeconds;
    switch (this.config.client) {
      case 'pg':
        await tx.raw(`set local statement_timeout = ${seconds * 1_000}`);
        await tx.raw(`set local time zone 'UTC'`);
        // A role, or the database, may have another way to write values
        await tx.raw(`set local datestyle = 'ISO, YMD'`);
        await tx.raw(`set local bytea_output = 'hex'`);
        await tx.raw(`set local extra_float_digits = 1`);
        break;
      case 'mysql2': {
        await tx.raw(`set time_zone = '+00:00'`);
        // What defines tables ends a transaction, and would go on without it
        await tx.raw('set session transaction read only');
        const [[{ version }]] = await tx.raw('select version() as version');
        await tx.raw(
          /mariadb/i.test(version)
            ? `set max_statement_time = ${seconds}`
            : `set max_execution_time = ${seconds * 1_000}`,
        );
        break;
      }
      default:
    }
  }

  private open(): Knex {
    const { client, connection, timeoutSeconds } = this.config;
    this.knex ??= createKnex({
      client,
      connection: connectionOf(client, connection, timeoutSeconds),
      pool: { min: 0, max: 2, idleTimeoutMillis: 10_000 },
      acquireConnectionTimeout: 30_000,
      useNullAsDefault: true,
      // What fails is reported by who asked, without the password
      log: { warn() {}, error() {}, deprecate() {}, debug() {} },
    });
    return this.knex;
  }

  /** @param missing - the parameters that the query has and nobody gives */
  private toError(error: Error & { code?: unknown }, missing: string): Error {
    if (error instanceof InputError) {
      return error;
    }
    const code = String(error.code ?? '');
    const message = this.redact(error.message);
    if (error.name === 'KnexTimeoutError' || UNREACHABLE.test(code)) {
      return new ServiceUnavailableError(
        `The database of ${this.place} does not answer: ${message}`,
      );
    }
    const fails = `The query of ${this.place} fails: `;
    if (NO_PASSWORD.test(message)) {
      return new InputError(
        `${fails}${message}: give a password in ${this.place}.connection; if it comes from an environment variable, is that set?`,
      );
    }
    if (missing) {
      const hint = this.parameters
        ? `: give it in ${this.parameters}`
        : ', which is not known there';
      return new InputError(
        `${fails}the query has ${missing}${hint} (${message})`,
      );
    }
    return new InputError(`${fails}${message}`);
  }

  /** Drivers repeat the statement, and some the connection. */
  private redact(message: string): string {
    const { connection } = this.config;
    const secrets =
      typeof connection === 'string'
        ? [connection, passwordOf(connection)]
        : [connection.password, connection.connectionString];
    return secrets
      .filter(secret => typeof secret === 'string' && secret.length > 3)
      .reduce<string>(
        (text, secret) => text.replaceAll(secret as string, '***'),
        message,
      );
  }
}

function connectionOf(
  client: SqlConfig['client'],
  connection: SqlConfig['connection'],
  timeoutSeconds: number,
): string | Record<string, unknown> {
  const given = typeof connection === 'string' ? undefined : { ...connection };
  switch (client) {
    case 'better-sqlite3':
      return {
        ...(given ?? { filename: connection }),
        options: { readonly: true, fileMustExist: true },
      };
    case 'mysql2':
      // Texts, as a driver would put dates into the zone of this machine, and round
      // whole numbers beyond 2^53
      return {
        ...(given ?? { uri: connection }),
        dateStrings: true,
        typeCast: castMySql,
        supportBigNumbers: true,
        bigNumberStrings: true,
        multipleStatements: false,
      };
    case 'mssql':
      return given
        ? {
            ...given,
            options: {
              readOnlyIntent: true,
              requestTimeout: timeoutSeconds * 1_000,
              useUTC: true,
              ...(given.options as object | undefined),
            },
          }
        : connection;
    default:
      return given ?? connection;
  }
}

/** SQLite knows no booleans. */
function toSqlite(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}

function passwordOf(url: string): string {
  try {
    return decodeURIComponent(new URL(url).password);
  } catch {
    return '';
  }
}

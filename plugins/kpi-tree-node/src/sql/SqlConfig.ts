/**
 * How a database is reached, as an admin configures it.
 *
 * @public
 */
export type SqlConfig = {
  /** `pg`, `mysql2` (MariaDB as well), `better-sqlite3` or `mssql`. */
  client: 'pg' | 'mysql2' | 'better-sqlite3' | 'mssql';
  /** What knex takes: a URL, or an object with `host`, `user`, `filename`, ... */
  connection: string | Record<string, unknown>;
  /** More rows than this fail the run. */
  maxRows: number;
  /** How long a query may take, in seconds. */
  timeoutSeconds: number;
};

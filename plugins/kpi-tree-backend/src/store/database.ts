import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/**
 * The plugin's database, brought to the newest schema unless the admin turned
 * migrations off.
 */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!isPostgres(knex)) {
    // Otherwise each commit waits for the disk, and everybody for each commit
    await knex.raw('pragma journal_mode = wal');
    await knex.raw('pragma synchronous = normal');
  }
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@kpi-tree/backstage-plugin-kpi-tree-backend',
        'migrations',
      ),
    });
  }
  return knex;
}

/** Whether it is PostgreSQL; otherwise it is SQLite. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/**
 * Waits until no other transaction, of any backend, holds the lock of that name,
 * and holds it until the end of this one. SQLite has one transaction at a time.
 *
 * @param how - `shared` with those that ask for it as shared, too
 */
export async function lock(
  tx: Knex.Transaction,
  name: string,
  how: 'alone' | 'shared' = 'alone',
): Promise<void> {
  if (isPostgres(tx)) {
    const acquire =
      how === 'alone'
        ? 'pg_advisory_xact_lock'
        : 'pg_advisory_xact_lock_shared';
    await tx.raw(`select ${acquire}(hashtextextended(?, 0))`, [
      `kpi-tree ${name}`,
    ]);
  }
}

/** Reads all of one moment, whatever others write meanwhile. */
export async function ofOneMoment<T>(
  knex: Knex,
  read: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  return await knex.transaction(
    read,
    // SQLite has one transaction at a time
    isPostgres(knex)
      ? { isolationLevel: 'repeatable read', readOnly: true }
      : undefined,
  );
}

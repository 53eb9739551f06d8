import knexFactory, { Knex } from 'knex';
import { openDatabase } from '../plugins/kpi-tree-backend/src/store/database';

/** A PostgreSQL of its own, empty, with its settings as they come. */
export async function startDatabase(): Promise<{
  knex: Knex;
  connectionString: string;
  stop: () => Promise<void>;
}> {
  const { startPostgres } = await import('../scripts/lib/postgres.mjs');
  const { shutdown } = await import('../scripts/lib/shutdown.mjs');
  const { connectionString } = await startPostgres();
  // Where Backstage puts the tables of the plugin
  const schema = 'kpi-tree';
  const knex = knexFactory({
    client: 'pg',
    connection: connectionString,
    searchPath: [schema],
    pool: { min: 0, max: 4 },
  });
  await knex.raw('create schema ??', [schema]);
  await openDatabase({ getClient: async () => knex });
  return {
    knex,
    connectionString,
    stop: async () => {
      await knex.destroy();
      await shutdown();
    },
  };
}

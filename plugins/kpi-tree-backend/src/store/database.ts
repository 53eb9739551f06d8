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

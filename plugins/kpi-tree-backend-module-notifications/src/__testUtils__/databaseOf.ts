import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';

/** A database for each plugin, as Backstage makes them. */
export function databaseOf(databases: TestDatabases, id: TestDatabaseId) {
  const known = new Map<string, Promise<Knex>>();
  return createServiceFactory({
    service: coreServices.database,
    deps: { plugin: coreServices.pluginMetadata },
    factory: ({ plugin }) => ({
      getClient: () => {
        const found = known.get(plugin.getId()) ?? databases.init(id);
        known.set(plugin.getId(), found);
        return found;
      },
    }),
  });
}

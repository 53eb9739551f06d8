import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { CatalogClient } from '@backstage/catalog-client';
import { JsonObject } from '@backstage/types';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleKpiTree from '..';

jest.setTimeout(120_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('the library, configured wrongly', () => {
  it('stays in the catalog as it was, and keeps nothing from starting', async () => {
    const knex = await databases.init('SQLITE_3');
    const start = async (library: JsonObject) => {
      const logger = mockServices.logger.mock();
      logger.child.mockReturnValue(logger);
      const backend = await startTestBackend({
        features: [
          catalogPlugin,
          catalogModuleKpiTree,
          mockServices.database.mock({ getClient: async () => knex }).factory,
          logger.factory,
          mockServices.rootConfig.factory({
            data: {
              catalog: { processingInterval: { seconds: 1 } },
              kpiTree: { library },
            },
          }),
        ],
      });
      const catalog = new CatalogClient({
        discoveryApi: {
          getBaseUrl: async id =>
            `http://localhost:${backend.server.port()}/api/${id}`,
        },
      });
      const owner = async () => {
        const dora = await catalog.getEntityByRef('kpitree:kpi-library/dora');
        return dora?.spec?.owner;
      };
      /** The owner of a tree, once it is as expected or does not become so. */
      const ownerBecomes = async (expected: string | undefined) => {
        const end = Date.now() + 30_000;
        while ((await owner()) !== expected && Date.now() < end) {
          await new Promise(resolve => setTimeout(resolve, 100));
        }
        return owner();
      };
      const errors = logger.error.mock.calls.map(([message]) => message);
      return { backend, owner, ownerBecomes, errors };
    };

    const first = await start({ enabled: true, owner: 'group:default/cio' });
    expect(await first.ownerBecomes('group:default/cio')).toBe(
      'group:default/cio',
    );
    await first.backend.stop();

    const wrong = await start({
      enabled: true,
      owner: 'a:b:c',
      trees: { dorra: {} },
    });
    expect(wrong.errors).toEqual([
      'kpiTree.library.owner is "a:b:c": use a reference to a Group or User such as group:default/cio-office; until it is corrected, the library in the catalog stays as it is',
      expect.stringContaining('kpiTree.library.trees.dorra is not a tree'),
    ]);
    expect(await wrong.owner()).toBe('group:default/cio');
    await wrong.backend.stop();

    // What was right is right again, and goes where it is switched off
    const other = await start({ enabled: true, owner: 'group:default/it' });
    expect(await other.ownerBecomes('group:default/it')).toBe(
      'group:default/it',
    );
    await other.backend.stop();
    const off = await start({ enabled: false });
    expect(await off.ownerBecomes(undefined)).toBeUndefined();
    await off.backend.stop();
  });
});

import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { CatalogClient } from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { readLibrary } from '@kpi-tree/backstage-plugin-kpi-tree-library';
import catalogModuleKpiTree from '..';
import { readLibraryOptions } from './config';

jest.setTimeout(60_000);

const libraryKpis = readLibrary().filter(({ kind }) => kind === 'Kpi');

describe('a portal with nothing but the library switched on', () => {
  let backend: TestBackend;
  let catalog: CatalogClient;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleKpiTree,
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
            catalog: { processingInterval: { seconds: 1 } },
            kpiTree: { library: { enabled: true } },
          },
        }),
      ],
    });
    const port = backend.server.port();
    catalog = new CatalogClient({
      discoveryApi: {
        getBaseUrl: async id => `http://localhost:${port}/api/${id}`,
      },
    });
  });

  afterAll(() => backend?.stop());

  /** All entities, once the catalog has related the last of them. */
  async function settled() {
    const end = Date.now() + 40_000;
    for (;;) {
      const { items } = await catalog.getEntities();
      const related = items.filter(
        ({ kind, relations }) =>
          kind === 'Kpi' && relations?.some(({ type }) => type === 'partOf'),
      );
      if (Date.now() > end || related.length === libraryKpis.length) {
        return items;
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }

  it('has all of it in its catalog, without a mistake, related', async () => {
    const items = await settled();
    const refs = items.map(item => stringifyEntityRef(item));
    expect(refs.filter(ref => ref.startsWith('kpi:')).length).toBe(
      libraryKpis.length,
    );
    expect(refs.filter(ref => ref.startsWith('kpitree:')).sort()).toEqual([
      'kpitree:kpi-library/dora',
      'kpitree:kpi-library/it-transformation',
      'kpitree:kpi-library/it4it-v3',
    ]);
    expect(refs).toContain('group:kpi-library/unassigned');
    const targets = items.flatMap(item =>
      (item.relations ?? []).map(({ targetRef }) => targetRef),
    );
    expect(targets.filter(target => !refs.includes(target))).toEqual([]);
    expect(items.filter(item => 'status' in item)).toEqual([]);
  });
});

describe('kpiTree.library', () => {
  const read = (library: JsonObject) =>
    readLibraryOptions(new ConfigReader({ kpiTree: { library } }));

  it('is off unless it is switched on', () => {
    expect(readLibraryOptions(new ConfigReader({}))).toBeUndefined();
    expect(read({ owner: 'group:default/cio' })).toBeUndefined();
  });

  it('gives owner and rules', () => {
    expect(
      read({
        enabled: true,
        owner: 'cio-office',
        trees: {
          dora: { appliesTo: false },
          'it4it-v3': { appliesTo: { kind: 'System' } },
          'it-transformation': {},
        },
      }),
    ).toEqual({
      owner: 'group:default/cio-office',
      appliesTo: { dora: false, 'it4it-v3': { kind: 'System' } },
    });
  });

  it.each<[JsonObject, string]>([
    [
      { owner: 'a:b:c' },
      'kpiTree.library.owner is "a:b:c": use a reference to a Group or User such as group:default/cio-office',
    ],
    [
      { trees: { dorra: {} } },
      'kpiTree.library.trees.dorra is no tree of the library: use one of dora, it-transformation, it4it-v3',
    ],
    [
      { trees: { dora: { appliesTo: { $nonsense: [] } } } },
      'kpiTree.library.trees.dora.appliesTo is no catalog filter predicate: use one such as { kind: Component, spec.type: service }, or false',
    ],
  ])('refuses %j', (library, message) => {
    expect(() => read({ enabled: true, ...library })).toThrow(message);
  });
});

import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { CatalogClient } from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { readLibrary } from '@kpi-tree/backstage-plugin-kpi-tree-library';
import catalogModuleKpiTree from '..';

jest.setTimeout(60_000);

const everything = readLibrary();
const libraryKpis = everything.filter(({ kind }) => kind === 'Kpi');

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
      const refs = new Set(items.map(item => stringifyEntityRef(item)));
      const complete =
        everything.every(entity => refs.has(stringifyEntityRef(entity))) &&
        related.length === libraryKpis.length;
      if (complete || Date.now() > end) {
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
      'kpitree:kpi-library/catalog-quality',
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

describe('a portal with the library and definitions of its own', () => {
  const directory = createMockDirectory({
    content: {
      'house.yaml': `
apiVersion: kpi-tree.io/v1alpha1
kind: KpiTree
metadata: { name: house }
spec:
  lifecycle: production
  owner: group:default/cio-office
  root:
    id: house
    kind: goal
    title: House
    children: [{ kpi: availability }, { kpi: incident-mttr }]
---
apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata: { name: availability }
spec: { extends: availability, target: 99.95 }
`,
    },
  });

  it('relates to what holds: its own, and else that of the library', async () => {
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleKpiTree,
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
            catalog: {
              processingInterval: { seconds: 1 },
              rules: [{ allow: ['Kpi', 'KpiTree', 'Location'] }],
              locations: [
                { type: 'file', target: directory.resolve('house.yaml') },
              ],
            },
            kpiTree: { library: { enabled: true } },
          },
        }),
      ],
    });
    const port = backend.server.port();
    const catalog = new CatalogClient({
      discoveryApi: {
        getBaseUrl: async id => `http://localhost:${port}/api/${id}`,
      },
    });
    const relations = async (ref: string, wanted: string) => {
      const end = Date.now() + 30_000;
      for (;;) {
        const entity = await catalog.getEntityByRef(ref);
        const found = (entity?.relations ?? []).map(
          ({ type, targetRef }) => `${type} ${targetRef}`,
        );
        if (found.includes(wanted) || Date.now() > end) {
          return found;
        }
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    };
    expect(
      await relations(
        'kpitree:default/house',
        'hasPart kpi:default/availability',
      ),
    ).toEqual([
      'hasPart kpi:default/availability',
      'hasPart kpi:kpi-library/incident-mttr',
      'ownedBy group:default/cio-office',
    ]);
    expect(
      await relations(
        'kpi:default/availability',
        'partOf kpitree:default/house',
      ),
    ).toEqual(
      expect.arrayContaining([
        'dependsOn kpi:kpi-library/availability',
        'partOf kpitree:default/house',
      ]),
    );
    await backend.stop();
  });
});

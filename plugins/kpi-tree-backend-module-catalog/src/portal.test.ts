import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleKpiTree from '@kpi-tree/backstage-plugin-catalog-backend-module-kpi-tree';
import {
  Problem,
  Scorecard,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
// The whole way of a number is under test
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import kpiTreePlugin from '@kpi-tree/backstage-plugin-kpi-tree-backend';
import request from 'supertest';
import kpiTreeModuleCatalog from '.';

jest.setTimeout(240_000);

/** Whole texts of entities, so that a reader sees what is missing in which. */
const component = (name: string, metadata: string, spec: string) => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
${metadata}
spec:
  type: service
${spec}
---`;

const described = '  description: Takes the money';
const documented = `  annotations: { backstage.io/techdocs-ref: 'dir:.' }`;

const files = createMockDirectory({
  content: {
    'all.yaml': [
      component(
        'whole',
        `${described}\n${documented}`,
        `  owner: payments\n  lifecycle: production\n  system: shop`,
      ),
      component(
        'nobodys',
        described,
        `  owner: gone\n  lifecycle: production\n  system: gone`,
      ),
      component(
        'odd',
        `  description: ''`,
        `  owner: group:default/payments\n  lifecycle: forever`,
      ),
      component(
        'planned',
        documented,
        `  owner: gone\n  lifecycle: planned\n  subcomponentOf: whole`,
      ),
      `
apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: shop }
spec: { owner: payments }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments }
spec: { type: team, children: [] }
`,
    ].join('\n'),
    'root.yaml': `
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: { name: root }
spec: { targets: [./orphan.yaml] }
`,
    'orphan.yaml': component(
      'orphan',
      described,
      `  owner: payments\n  lifecycle: production\n  system: shop`,
    ),
  },
});

const start = (features: Parameters<typeof startTestBackend>[0]['features']) =>
  startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleKpiTree,
      kpiTreePlugin,
      schedulerServiceFactory,
      ...(features ?? []),
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          catalog: {
            orphanStrategy: 'keep',
            processingInterval: { seconds: 1 },
            rules: [{ allow: ['Component', 'System', 'Group', 'Location'] }],
            locations: ['all.yaml', 'root.yaml'].map(name => ({
              type: 'file',
              target: files.resolve(name),
            })),
          },
          kpiTree: { library: { enabled: true } },
        },
      }),
    ],
  });

function* leavesOf(node: ScorecardNode): Generator<ScorecardNode> {
  if (node.kpi) {
    yield node;
  }
  for (const child of node.children) {
    yield* leavesOf(child);
  }
}

/** By KPI, what the scorecard of a scope says about the catalog. */
async function valuesOf(backend: TestBackend, scope: string) {
  const { body } = await request(backend.server).get(
    `/api/kpi-tree/v1/scorecards/${scope}?tree=catalog-quality`,
  );
  const tree = (body as Partial<Scorecard>).trees?.find(
    ({ name }) => name === 'catalog-quality',
  );
  return Object.fromEntries(
    (tree ? [...leavesOf(tree.root)] : []).map(({ kpi, value }) => [
      kpi,
      value,
    ]),
  );
}

/** Until it is so, or for some time, so that the test says what is missing. */
async function eventually<T>(read: () => Promise<T>, expected: T): Promise<T> {
  const end = Date.now() + 100_000;
  for (;;) {
    const found = await read();
    if (JSON.stringify(found) === JSON.stringify(expected)) {
      return found;
    }
    if (Date.now() > end) {
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

/** What is wrong with definitions; what is wrong with the entities is on purpose. */
async function definitionProblems(backend: TestBackend): Promise<Problem[]> {
  const { body } = await request(backend.server).get(
    '/api/kpi-tree/v1/definitions/problems',
  );
  return (body.items as Problem[]).filter(({ entityRef }) =>
    entityRef.startsWith('kpi'),
  );
}

const collect = (backend: TestBackend) =>
  request(backend.server)
    .post('/api/kpi-tree/v1/sources/catalog/runs')
    .send({});

describe('a fresh portal with the library', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await start([kpiTreeModuleCatalog]);
  });

  afterAll(() => backend?.stop());

  it('has real numbers in its first minute, without any configuration', async () => {
    const expected = {
      // Four count, as one is only planned; the owner of one does not exist
      'configuration-owner-coverage': 75,
      'catalog-lifecycle-coverage': 60,
      'catalog-documentation-coverage': 40,
      'catalog-description-coverage': 60,
      'catalog-system-coverage': 60,
      'catalog-orphan-share': 0,
    };
    expect(await eventually(() => valuesOf(backend, 'all'), expected)).toEqual(
      expected,
    );
    expect(await definitionProblems(backend)).toEqual([]);
  });

  it('tells of one entity what is missing, and leaves out what does not count', async () => {
    expect(await valuesOf(backend, 'component/default/planned')).toEqual({
      'configuration-owner-coverage': null,
      'catalog-lifecycle-coverage': 0,
      'catalog-documentation-coverage': 100,
      'catalog-description-coverage': 0,
      'catalog-system-coverage': 100,
      'catalog-orphan-share': 0,
    });
  });

  it('rolls a System up from its members', async () => {
    expect(await valuesOf(backend, 'system/default/shop')).toMatchObject({
      'configuration-owner-coverage': 100,
      'catalog-documentation-coverage': 50,
    });
  });

  it('leaves yesterday as it was when something changes today', async () => {
    files.addContent({
      'root.yaml': `
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: { name: root }
spec: { targets: [] }
`,
    });
    const today = async () => {
      await collect(backend);
      const { body } = await request(backend.server).get(
        '/api/kpi-tree/v1/series/component/default/orphan/catalog-orphan-share',
      );
      return (body.points ?? []).map(
        (point: { value: number | null }) => point.value,
      );
    };
    expect(await eventually(today, [0, 100])).toEqual([0, 100]);
  });
});

it('misses the source quietly where the module is not installed', async () => {
  const backend = await start([]);
  const members = async () => {
    const { body } = await request(backend.server).get(
      '/api/kpi-tree/v1/trees/catalog-quality/usage',
    );
    return body.entityCount;
  };
  // Those of all.yaml: the orphan has no location any more
  expect(await eventually(members, 4)).toBe(4);
  expect(await definitionProblems(backend)).toEqual([]);
  expect(Object.values(await valuesOf(backend, 'all'))).toEqual(
    Array(6).fill(null),
  );
  await backend.stop();
});

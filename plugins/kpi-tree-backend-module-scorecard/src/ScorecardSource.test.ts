import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  kpiTreeSourcesExtensionPoint,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import scorecardPlugin from '@red-hat-developer-hub/backstage-plugin-scorecard-backend';
import { MetricType } from '@red-hat-developer-hub/backstage-plugin-scorecard-common';
import {
  MetricProvider,
  scorecardMetricsExtensionPoint,
} from '@red-hat-developer-hub/backstage-plugin-scorecard-node';
import request from 'supertest';
import kpiTreeModuleScorecard from '.';
import { ScorecardSource } from './ScorecardSource';

jest.setTimeout(120_000);

const component = (name: string) => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: service, lifecycle: production, owner: payments }
---`;

const files = createMockDirectory({
  content: { 'all.yaml': ['shop', 'search', 'broken'].map(component).join('') },
});

/** A metric that the real plugin computes of each Component. */
function metric<T extends MetricType>(
  id: string,
  type: T,
  compute: (name: string) => number | boolean,
): MetricProvider {
  return {
    getProviderDatasourceId: () => 'acme',
    getProviderId: () => id,
    getMetricType: () => type,
    getMetric: () => ({ id, title: id, description: id, type }),
    getMetricThresholds: () => ({
      rules:
        type === 'boolean'
          ? [
              { key: 'success', expression: '==true' },
              { key: 'error', expression: '==false' },
            ]
          : [
              { key: 'success', expression: '<10' },
              { key: 'error', expression: '>=10' },
            ],
    }),
    getCatalogFilter: () => ({ kind: 'Component' }),
    calculateMetric: async ({ metadata }: Entity) => {
      if (metadata.name === 'broken') {
        throw new Error('No token for GitHub');
      }
      return compute(metadata.name) as never;
    },
  };
}

const metricsOfModule = createBackendModule({
  pluginId: 'scorecard',
  moduleId: 'acme',
  register(env) {
    env.registerInit({
      deps: { metrics: scorecardMetricsExtensionPoint },
      async init({ metrics }) {
        metrics.addMetricProvider(
          metric('acme.open_prs', 'number', name => name.length),
          metric('acme.has_ci', 'boolean', name => name === 'shop'),
        );
      },
    });
  },
});

const addSource = jest.fn();
const scheduler = mockServices.scheduler();

const start = (features: Parameters<typeof startTestBackend>[0]['features']) =>
  startTestBackend({
    extensionPoints: [[kpiTreeSourcesExtensionPoint, { addSource }]],
    features: [
      ...(features ?? []),
      kpiTreeModuleScorecard,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          catalog: {
            processingInterval: { seconds: 1 },
            rules: [{ allow: ['Component', 'Location'] }],
            locations: [{ type: 'file', target: files.resolve('all.yaml') }],
          },
          kpiTree: { scorecard: { shared: ['component:default/search'] } },
        },
      }),
    ],
  });

const entities = (...names: string[]): SourceEntity[] =>
  names.map(name => ({ entityRef: `component:default/${name}`, keys: {} }));

async function collect(
  metrics: string[],
  {
    of = entities('shop', 'search', 'broken'),
    unit = '%',
  }: { of?: SourceEntity[]; unit?: string } = {},
) {
  const source: ScorecardSource = addSource.mock.calls.at(-1)[0];
  const batches: CollectBatch[] = [];
  for await (const batch of source.collect({
    kpis: metrics.map(each => ({
      name: `kpi-${each.split('.').pop()}`,
      spec: { grain: 'day', period: 'day', unit } as KpiSpec,
      settings: source.settings.parse({ metric: each }),
    })),
    entities: of,
    to: new Date(Date.now() + 1_000),
    timeZone: 'UTC',
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  })) {
    batches.push(batch);
  }
  const today = new Date().toISOString().slice(0, 10);
  return {
    measured: batches
      .flatMap(batch => batch.measurements ?? [])
      .map(({ entityRef, kpi, period, value, weight }) => {
        // No day turns while it runs, or it is said
        const day = period === today ? 'today' : period;
        return `${entityRef.split('/')[1]} ${kpi} ${day} ${value} ${weight}`;
      })
      .sort(),
    errors: batches
      .flatMap(batch => batch.errors ?? [])
      .map(({ where, message }) => `${where}: ${message}`),
  };
}

describe('with the real scorecard plugin', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await start([
      catalogPlugin,
      scorecardPlugin,
      metricsOfModule,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
    ]);
    const end = Date.now() + 60_000;
    for (;;) {
      const { body } = await request(backend.server).get(
        '/api/catalog/entities?filter=kind=component',
      );
      if (body.length === 3 || Date.now() > end) {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 300));
    }
    await scheduler.triggerTask('acme.open_prs');
    await scheduler.triggerTask('acme.has_ci');
  });

  afterAll(() => backend?.stop());

  it('reads numbers as they are, and what is true or false as a share', async () => {
    const { measured } = await collect(['acme.open_prs', 'acme.has_ci']);
    expect(measured).toEqual([
      'search kpi-has_ci today 0 1',
      'search kpi-open_prs today 6 1',
      'shop kpi-has_ci today 100 1',
      'shop kpi-open_prs today 4 1',
    ]);
    expect((await collect(['acme.has_ci'], { unit: '1' })).measured).toEqual([
      'search kpi-has_ci today 0 1',
      'shop kpi-has_ci today 1 1',
    ]);
  });

  it('tells the error of a metric of an entity, and keeps the rest', async () => {
    const { measured, errors } = await collect(['acme.open_prs']);
    expect(measured).toHaveLength(2);
    expect(errors).toEqual([
      expect.stringMatching(
        /^component:default\/broken: acme.open_prs cannot be computed: .*No token for GitHub/,
      ),
    ]);
  });

  it('tells of a metric that there is not, and measures the others', async () => {
    const { measured, errors } = await collect(['acme.has_ci', 'acme.has_cd']);
    expect(measured).toHaveLength(2);
    expect(errors[0]).toBe(
      'kpi-has_cd: The Kpi kpi-has_cd cannot be measured: spec.source.metric is "acme.has_cd", which the scorecard plugin does not have: use one of acme.open_prs, acme.has_ci',
    );
  });

  it('measures an entity by another where its owner says so and the admin shares it', async () => {
    const { measured, errors } = await collect(['acme.open_prs'], {
      of: [
        {
          entityRef: 'system:default/all',
          keys: { 'kpi-open_prs': 'search' },
        },
      ],
    });
    expect(measured).toEqual(['all kpi-open_prs today 6 1']);
    expect(errors).toEqual([]);
  });

  it('gives what is known of an entity to no other', async () => {
    const { measured, errors } = await collect(['acme.open_prs'], {
      of: [
        ...entities('shop'),
        {
          entityRef: 'component:default/mine',
          keys: { 'kpi-open_prs': 'Component:shop' },
        },
      ],
    });
    expect(measured).toEqual(['shop kpi-open_prs today 4 1']);
    expect(errors).toEqual([
      'component:default/mine: metadata.annotations[kpi-tree.io/source.kpi-open_prs] is "Component:shop": what is known of another entity belongs to that entity, so it does not count here: remove it, or have the admin of the portal allow it in kpiTree.scorecard.shared',
    ]);
  });

  it('lets no annotation lead elsewhere', async () => {
    const hostile = [
      '../../metrics',
      'component:default/..',
      'component:../shop',
      'shop?metricIds=x#',
      'component:default/shop/../../search',
      '\ud800',
      '%2e%2e',
      '',
    ];
    const { measured, errors } = await collect(['acme.open_prs'], {
      of: [
        ...entities('shop'),
        ...hostile.map((key, index) => ({
          entityRef: `component:default/hostile-${index}`,
          keys: { 'kpi-open_prs': key },
        })),
      ],
    });
    expect(measured).toEqual(['shop kpi-open_prs today 4 1']);
    expect(errors).toHaveLength(hostile.length);
  });

  it('fails where no entity can be read', async () => {
    await expect(
      collect(['acme.open_prs'], { of: entities('gone', 'gone-too') }),
    ).rejects.toThrow(
      'The plugin scorecard answers 404: Entity not found: component:default/gone',
    );
  });
});

it('says that the plugin is not installed', async () => {
  const backend = await start([]);
  const error: Error = await collect(['acme.open_prs']).catch(e => e);
  expect([error.name, error.message]).toEqual([
    'NotFoundError',
    'The plugin scorecard is not in this portal: install its backend',
  ]);
  await backend.stop();
});

it('is shown with what is wrong in its configuration', async () => {
  addSource.mockClear();
  const addMisconfigured = jest.fn();
  const backend = await startTestBackend({
    extensionPoints: [
      [kpiTreeSourcesExtensionPoint, { addSource, addMisconfigured }],
    ],
    features: [
      kpiTreeModuleScorecard,
      mockServices.rootConfig.factory({
        data: { kpiTree: { scorecard: { concurrency: 0.5 } } },
      }),
    ],
  });
  expect(addSource).not.toHaveBeenCalled();
  expect(addMisconfigured).toHaveBeenCalledWith({
    id: 'scorecard',
    mistakes: [
      {
        key: 'kpiTree.scorecard.concurrency',
        message: 'is 0.5: use a whole number such as 8',
      },
    ],
  });
  await backend.stop();
});

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
import techInsightsPlugin from '@backstage-community/plugin-tech-insights-backend';
import {
  FactRetriever,
  techInsightsFactRetrieversExtensionPoint,
} from '@backstage-community/plugin-tech-insights-node';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  kpiTreeSourcesExtensionPoint,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { DateTime } from 'luxon';
import request from 'supertest';
import kpiTreeModuleTechInsights from '.';
import { TechInsightsSource } from './TechInsightsSource';

jest.setTimeout(120_000);

const files = createMockDirectory({
  content: {
    'all.yaml': `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: shop }
spec: { type: service, lifecycle: production, owner: user:default/jane }
`,
  },
});

const found = (
  name: string,
  at: string | undefined,
  facts: Record<string, number | boolean | string>,
) => ({
  entity: { namespace: 'default', kind: 'component', name },
  facts,
  ...(at ? { timestamp: DateTime.fromISO(at, { zone: 'utc' }) } : {}),
});

/** What a retriever of the organisation finds, over some days. */
const retriever: FactRetriever = {
  id: 'houseRetriever',
  version: '1.0.0',
  schema: {
    coverage: { type: 'float', description: 'Share of lines that tests reach' },
    hasCi: { type: 'boolean', description: 'Whether it is built' },
    language: { type: 'string', description: 'In which it is written' },
  },
  handler: async () => [
    found('shop', '2026-03-31T23:00:00Z', { coverage: 10, hasCi: false }),
    found('shop', '2026-04-01T08:00:00Z', { coverage: 50, hasCi: false }),
    found('shop', '2026-04-01T20:00:00Z', { coverage: 60.5, hasCi: true }),
    found('shop', '2026-04-03T08:00:00Z', { coverage: 70, hasCi: true }),
    found('search', '2026-04-02T08:00:00Z', { hasCi: false, language: 'Go' }),
    found('search', '2026-04-02T23:30:00Z', { coverage: 80, language: 'Go' }),
  ],
};

/** Leaves the time to the database. */
const timeless: FactRetriever = {
  id: 'timelessRetriever',
  version: '1.0.0',
  schema: { hasCi: { type: 'boolean', description: 'Whether it is built' } },
  handler: async () => [found('shop', undefined, { hasCi: true })],
};

const factsOfModule = createBackendModule({
  pluginId: 'tech-insights',
  moduleId: 'acme',
  register(env) {
    env.registerInit({
      deps: { retrievers: techInsightsFactRetrieversExtensionPoint },
      async init({ retrievers }) {
        retrievers.addFactRetrievers({
          houseRetriever: retriever,
          timelessRetriever: timeless,
        });
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
      kpiTreeModuleTechInsights,
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
          techInsights: {
            factRetrievers: {
              houseRetriever: { cadence: '0 0 1 1 *' },
              timelessRetriever: { cadence: '0 0 1 1 *' },
              entityOwnershipFactRetriever: { cadence: '0 0 1 1 *' },
            },
          },
          kpiTree: {
            techInsights: {
              history: 'P90D',
              concurrency: 2,
              shared: ['component:search'],
            },
          },
        },
      }),
    ],
  });

const entities = (...names: string[]): SourceEntity[] =>
  names.map(name => ({ entityRef: `component:default/${name}`, keys: {} }));

type Options = {
  of?: SourceEntity[];
  unit?: string;
  from?: string;
  to?: string;
  timeZone?: string;
};

const source = (): TechInsightsSource => addSource.mock.calls.at(-1)[0];

async function collect(
  facts: [string, string][],
  {
    of = entities('shop', 'search', 'nowhere'),
    unit = '%',
    from = '2026-04-01',
    to = '2026-05-01',
    timeZone = 'UTC',
  }: Options = {},
) {
  const batches: CollectBatch[] = [];
  for await (const batch of source().collect({
    kpis: facts.map(([id, fact]) => ({
      name: `kpi-${fact}`,
      spec: { grain: 'day', period: 'month', unit } as KpiSpec,
      settings: source().settings.parse({ retriever: id, fact }),
    })),
    entities: of,
    from: new Date(from),
    to: new Date(to),
    timeZone,
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  })) {
    batches.push(batch);
  }
  return {
    measured: batches
      .flatMap(batch => batch.measurements ?? [])
      .map(
        ({ entityRef, kpi, period, value, weight }) =>
          `${entityRef.split('/')[1]} ${kpi} ${period} ${value} ${weight}`,
      )
      .sort(),
    errors: batches
      .flatMap(batch => batch.errors ?? [])
      .map(({ where, message }) => `${where}: ${message}`),
  };
}

const coverage: [string, string] = ['houseRetriever', 'coverage'];
const hasCi: [string, string] = ['houseRetriever', 'hasCi'];

describe('with the real tech-insights', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await start([
      catalogPlugin,
      techInsightsPlugin,
      factsOfModule,
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
      if (body.length === 1 || Date.now() > end) {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 300));
    }
    await scheduler.triggerTask('houseRetriever');
    await scheduler.triggerTask('timelessRetriever');
    await scheduler.triggerTask('entityOwnershipFactRetriever');
  });

  afterAll(() => backend?.stop());

  it('reads of each day the last fact that was found', async () => {
    expect(await collect([coverage, hasCi])).toEqual({
      measured: [
        'search kpi-coverage 2026-04-02 80 1',
        'search kpi-hasCi 2026-04-02 0 1',
        'shop kpi-coverage 2026-04-01 60.5 1',
        'shop kpi-coverage 2026-04-03 70 1',
        'shop kpi-hasCi 2026-04-01 100 1',
        'shop kpi-hasCi 2026-04-03 100 1',
      ],
      errors: [],
    });
  });

  it('reads a stretch of time, in the time zone of the portal', async () => {
    expect(
      (
        await collect([coverage], {
          from: '2026-03-31T22:00:00Z',
          to: '2026-04-01T20:00:00Z',
          timeZone: 'Europe/Berlin',
        })
      ).measured,
    ).toEqual(['shop kpi-coverage 2026-04-01 50 1']);
  });

  it('reads what the retrievers of the plugin itself find, and when', async () => {
    const now = new Date();
    const { measured, errors } = await collect(
      [
        ['entityOwnershipFactRetriever', 'hasOwner'],
        ['entityOwnershipFactRetriever', 'hasGroupOwner'],
      ],
      {
        unit: '1',
        from: new Date(now.getTime() - 3_600_000).toISOString(),
        to: new Date(now.getTime() + 1_000).toISOString(),
      },
    );
    expect(errors).toEqual([]);
    expect(
      measured.map(text => text.replace(/ \d{4}-\d\d-\d\d /, ' ')),
    ).toEqual(['shop kpi-hasGroupOwner 0 1', 'shop kpi-hasOwner 1 1']);
  });

  it('reports a fact that cannot be measured, and measures the others', async () => {
    const { measured, errors } = await collect([
      coverage,
      ['houseRetriever', 'language'],
      ['hauseRetriever', 'x'],
    ]);
    expect(measured).toHaveLength(3);
    expect(errors).toEqual([
      'kpi-language: The Kpi kpi-language cannot be measured: spec.source.fact is "language", which is not a number and not true or false in houseRetriever: use one of coverage, hasCi',
      expect.stringMatching(
        /^kpi-x: .* spec.source.retriever is "hauseRetriever", which tech-insights does not have: use one of .*houseRetriever/,
      ),
    ]);
  });

  it.each([
    ['a day', 24],
    ['an hour', 1],
  ])(
    'reports a fact whose time the plugin cannot read on SQLite, asked for %s',
    async (_, hours) => {
      const length = hours * 3_600_000;
      const { measured, errors } = await collect(
        [['timelessRetriever', 'hasCi']],
        {
          from: new Date(Date.now() - length).toISOString(),
          to: new Date(Date.now() + length).toISOString(),
        },
      );
      expect(measured).toEqual([]);
      expect(errors).toEqual([
        'component:default/shop: A fact of timelessRetriever has no readable time: have the retriever give facts a timestamp, or use PostgreSQL',
      ]);
    },
  );

  it('gives what is known of an entity to no other', async () => {
    const mine = {
      entityRef: 'component:default/mine',
      keys: { 'kpi-coverage': 'shop', 'kpi-hasCi': 'component:default/mine' },
    };
    const { measured, errors } = await collect([coverage], { of: [mine] });
    expect(measured).toEqual([]);
    expect(errors).toEqual([
      'component:default/mine: metadata.annotations[kpi-tree.io/source.kpi-coverage] is "shop": what is known of another entity belongs to that entity, so it does not count here: remove it, or have the admin of the portal allow it in kpiTree.techInsights.shared',
    ]);
    expect(source().settleNames([mine]).problems).toMatchObject([
      { entityRef: mine.entityRef, value: 'shop', others: [] },
    ]);
  });

  it('lets no annotation change the question', async () => {
    const hostile = [
      'component:default/shop&ids=entityOwnershipFactRetriever',
      `component:default/shop' or '1'='1`,
      'shop#',
      '../shop',
      ':',
      '',
    ];
    const { measured } = await collect([coverage], {
      of: [
        { entityRef: 'system:default/all', keys: { 'kpi-coverage': 'search' } },
        ...hostile.map((key, index) => ({
          entityRef: `component:default/hostile-${index}`,
          keys: { 'kpi-coverage': key },
        })),
      ],
    });
    expect(measured).toEqual(['all kpi-coverage 2026-04-02 80 1']);
  });

  it('asks for as much of the past as is configured', () => {
    expect(source().window.history).toEqual({ days: 90 });
  });
});

it('says that the plugin is not installed', async () => {
  const backend = await start([]);
  const error: Error = await collect([coverage]).catch(e => e);
  expect([error.name, error.message]).toEqual([
    'NotFoundError',
    'The plugin tech-insights is not in this portal: install its backend',
  ]);
  await backend.stop();
});

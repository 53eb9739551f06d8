import {
  BackendFeature,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  MockDirectory,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  KpiSpec,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  kpiTreeSourcesExtensionPoint,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { MetricType } from '@red-hat-developer-hub/backstage-plugin-scorecard-common';
import {
  MetricProvider,
  scorecardMetricsExtensionPoint,
} from '@red-hat-developer-hub/backstage-plugin-scorecard-node';
import request from 'supertest';
import kpiTreeModuleScorecard from '..';
import { ScorecardSource } from '../ScorecardSource';

/** The entities of the portal, as the text of a file of the catalog. */
export const catalogFile = ['shop', 'search', 'broken']
  .map(
    name => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: service, lifecycle: production, owner: payments }
---`,
  )
  .concat(
    `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments }
spec: { type: team, children: [] }
`,
  )
  .join('');

/** A portal without a scorecard plugin. */
export async function startPortal(
  features: BackendFeature[],
  files: MockDirectory,
): Promise<{ backend: TestBackend; source: ScorecardSource }> {
  const addSource = jest.fn();
  const backend = await startTestBackend({
    extensionPoints: [[kpiTreeSourcesExtensionPoint, { addSource }]],
    features: [
      ...features,
      kpiTreeModuleScorecard,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          catalog: {
            processingInterval: { seconds: 1 },
            rules: [{ allow: ['Component', 'Group', 'Location'] }],
            locations: [{ type: 'file', target: files.resolve('all.yaml') }],
          },
          kpiTree: { scorecard: { shared: ['component:default/search'] } },
        },
      }),
    ],
  });
  return { backend, source: addSource.mock.calls[0][0] };
}

/**
 * A portal with a real scorecard plugin, which has the metrics `numberId` (of an entity
 * as many as its name has letters) and `booleanId` (whether it is the shop), neither of
 * them computed yet. Of the entity `broken` they cannot be computed.
 */
export async function startScorecardPortal(
  scorecardPlugin: BackendFeature,
  {
    numberId,
    booleanId,
    files,
    extra = [],
  }: {
    numberId: string;
    booleanId: string;
    files: MockDirectory;
    extra?: BackendFeature[];
  },
) {
  const scheduler = mockServices.scheduler();
  const metrics = createBackendModule({
    pluginId: 'scorecard',
    moduleId: 'acme',
    register(env) {
      env.registerInit({
        deps: { point: scorecardMetricsExtensionPoint },
        async init({ point }) {
          point.addMetricProvider(
            provider(numberId, 'number', name => name.length),
            provider(booleanId, 'boolean', name => name === 'shop'),
          );
        },
      });
    },
  });
  const { backend, source } = await startPortal(
    [
      catalogPlugin as BackendFeature,
      scorecardPlugin,
      metrics,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      ...extra,
    ],
    files,
  );
  const end = Date.now() + 60_000;
  for (;;) {
    const { body } = await request(backend.server).get(
      '/api/catalog/entities?filter=kind=component,kind=group',
    );
    if (body.length === 4 || Date.now() > end) {
      break;
    }
    await new Promise(resolve => setTimeout(resolve, 300));
  }
  return {
    backend,
    source,
    /** Has the plugin compute its metrics. */
    compute: async () => {
      await scheduler.triggerTask(numberId);
      await scheduler.triggerTask(booleanId);
    },
  };
}

/** A metric in the form that version 2.8 of the plugin asks for, and in that of 4.4. */
function provider<T extends MetricType>(
  id: string,
  type: T,
  compute: (name: string) => number | boolean,
): MetricProvider {
  const thresholds = {
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
  };
  const metric = { id, title: id, description: id, type, thresholds };
  const calculateMetric = async ({ metadata }: Entity) => {
    if (metadata.name === 'broken') {
      throw new Error('No token for GitHub');
    }
    return compute(metadata.name) as never;
  };
  return {
    getProviderDatasourceId: () => 'acme',
    getProviderId: () => id,
    getMetricType: () => type,
    getMetric: () => metric,
    getMetrics: () => [metric],
    getMetricThresholds: () => thresholds,
    getCatalogFilter: () => ({ kind: 'Component' }),
    calculateMetric,
    calculateMetrics: async entity =>
      new Map([[id, await calculateMetric(entity)]]),
  };
}

/** Components of the source entities. */
export const components = (...names: string[]): SourceEntity[] =>
  names.map(name => ({ entityRef: `component:default/${name}`, keys: {} }));

/**
 * Collects a KPI of each metric, of days and named after its part behind the dot where
 * nothing else is said.
 *
 * @returns what is measured as sorted lines `entity kpi day value weight`, and errors as
 * `where: message`
 */
export async function collect(
  source: ScorecardSource,
  metrics: (string | { metric: string; name: string; grain: PeriodType })[],
  {
    of = components('shop', 'search', 'broken'),
    from = new Date(Date.now() - 86_400_000),
    to = new Date(Date.now() + 1_000),
    timeZone = 'UTC',
    ...spec
  }: Partial<KpiSpec> & {
    of?: SourceEntity[];
    from?: Date;
    to?: Date;
    timeZone?: string;
  } = {},
) {
  const batches: CollectBatch[] = [];
  for await (const batch of source.collect({
    kpis: metrics
      .map(each =>
        typeof each === 'string'
          ? { metric: each, name: `kpi-${each.split('.').pop()}` }
          : each,
      )
      .map(({ name, metric, ...own }) => ({
        name,
        spec: {
          grain: 'day',
          period: 'day',
          unit: '%',
          ...spec,
          ...own,
        } as KpiSpec,
        settings: source.settings.parse({ metric }),
      })),
    entities: of,
    from,
    to,
    timeZone,
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

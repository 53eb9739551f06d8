import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import entityFeedbackPlugin from '@backstage-community/plugin-entity-feedback-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  kpiTreeSourcesExtensionPoint,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import kpiTreeModuleEntityFeedback from '.';
import { catalogHas, rate } from './__testUtils__/feedback';
import { EntityFeedbackSource } from './EntityFeedbackSource';
import { EntityFeedbackSettings } from './settings';

jest.setTimeout(120_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
  disableDocker: true,
});

const names = ['shop', 'search', 'liked', 'odd', 'withdrawn', 'unrated'];
const files = createMockDirectory({
  content: {
    'all.yaml': names
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
kind: System
metadata: { name: store }
spec: { owner: payments }
`,
      )
      .join(''),
  },
});

async function start(
  features: Parameters<typeof startTestBackend>[0]['features'] = [],
) {
  const addSource = jest.fn();
  const backend = await startTestBackend({
    extensionPoints: [[kpiTreeSourcesExtensionPoint, { addSource }]],
    features: [
      ...features,
      kpiTreeModuleEntityFeedback,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          catalog: {
            processingInterval: { seconds: 1 },
            rules: [{ allow: ['Component', 'System', 'Location'] }],
            locations: [{ type: 'file', target: files.resolve('all.yaml') }],
          },
          kpiTree: { entityFeedback: { shared: ['component:search'] } },
        },
      }),
    ],
  });
  const source: EntityFeedbackSource = addSource.mock.calls[0][0];
  return { backend, source };
}

const entities = (...some: string[]): SourceEntity[] =>
  some.map(name => ({ entityRef: `component:default/${name}`, keys: {} }));

type Options = Partial<KpiSpec> & {
  of?: SourceEntity[];
  to?: string;
  timeZone?: string;
};

/** Collects a KPI of each measure, which has its name. */
async function collectFrom(
  source: EntityFeedbackSource,
  measures: EntityFeedbackSettings['measure'][],
  {
    of = entities(...names),
    to = '2026-04-01T12:00:00Z',
    timeZone = 'UTC',
    ...spec
  }: Options = {},
) {
  const batches: CollectBatch[] = [];
  for await (const batch of source.collect({
    kpis: measures.map(measure => ({
      name: measure,
      spec: {
        grain: 'day',
        period: 'month',
        unit: '1',
        aggregate: { overTime: 'last', overEntities: 'mean' },
        ...spec,
      } as KpiSpec,
      settings: source.settings.parse({ measure }),
    })),
    entities: of,
    to: new Date(to),
    timeZone,
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  })) {
    batches.push(batch);
  }
  const sum = (of_: 'rowsRead' | 'rowsRejected') =>
    batches.reduce((total, batch) => total + (batch[of_] ?? 0), 0);
  return {
    measured: batches
      .flatMap(batch => batch.measurements ?? [])
      .map(
        ({ entityRef, kpi, period, value, numerator, weight }) =>
          `${entityRef.split('/')[1]} ${kpi} ${period} ${value}${
            numerator === undefined ? '' : ` = ${numerator} / ${weight}`
          }`,
      )
      .sort(),
    errors: batches
      .flatMap(batch => batch.errors ?? [])
      .map(({ where, message }) => `${where}: ${message}`),
    incomplete: batches.flatMap(batch => batch.incomplete ?? []),
    rows: [sum('rowsRead'), sum('rowsRejected')],
  };
}

describe.each(databases.eachSupportedId())(
  'with the real entity-feedback on %s',
  id => {
    let backend: TestBackend;
    let source: EntityFeedbackSource;

    const collect = (
      measures: EntityFeedbackSettings['measure'][],
      options?: Options,
    ) => collectFrom(source, measures, options);

    beforeAll(async () => {
      const knex = await databases.init(id);
      const others = await databases.init('SQLITE_3');
      const database = createServiceFactory({
        service: coreServices.database,
        deps: { plugin: coreServices.pluginMetadata },
        factory: ({ plugin }) => ({
          getClient: async () =>
            plugin.getId() === 'entity-feedback' ? knex : others,
        }),
      });
      ({ backend, source } = await start([
        catalogPlugin,
        entityFeedbackPlugin,
        database,
      ]));
      await catalogHas(backend, 'component', names.length);
      await catalogHas(backend, 'system', 1);
      await rate(backend, [
        ['component:default/shop', 'ann', '5'],
        ['component:default/shop', 'bob', '2'],
        // Of each user the last one counts
        ['component:default/shop', 'cat', '1'],
        ['component:default/shop', 'cat', '4'],
        ['component:default/search', 'ann', '1'],
        ['component:default/liked', 'ann', 'LIKE'],
        ['component:default/liked', 'bob', 'LIKE'],
        ['component:default/liked', 'cat', 'LIKE'],
        ['component:default/liked', 'dan', 'DISLIKE'],
        ['component:default/liked', 'eve', 'DISLIKE'],
        ['component:default/liked', 'eve', 'NEUTRAL'],
        ['component:default/odd', 'ann', '5'],
        ['component:default/odd', 'bob', '5000'],
        ['component:default/odd', 'cat', 'HAPPY'],
        ['component:default/odd', 'dan', 'HAPPY'],
        ['component:default/withdrawn', 'ann', 'LIKE'],
        ['component:default/withdrawn', 'ann', 'NEUTRAL'],
        ['system:default/store', 'ann', '1'],
      ]);
    });

    afterAll(() => backend?.stop());

    it('adds stars up over the users who gave them', async () => {
      expect((await collect(['mean'])).measured).toEqual([
        'odd mean 2026-04-01 5 = 5 / 1',
        'search mean 2026-04-01 1 = 1 / 1',
        'shop mean 2026-04-01 3.6666666666666665 = 11 / 3',
      ]);
    });

    it('counts likes, and 4 and 5 stars, as positive', async () => {
      expect((await collect(['positive'], { unit: '%' })).measured).toEqual([
        'liked positive 2026-04-01 75 = 300 / 4',
        'odd positive 2026-04-01 100 = 100 / 1',
        'search positive 2026-04-01 0 = 0 / 1',
        'shop positive 2026-04-01 66.66666666666667 = 200 / 3',
      ]);
      const share = { unit: '1', of: entities('liked') };
      expect((await collect(['positive'], share)).measured).toEqual([
        'liked positive 2026-04-01 0.75 = 3 / 4',
      ]);
    });

    it('counts who has rated, and nobody as 0', async () => {
      expect((await collect(['count'])).measured).toEqual([
        'liked count 2026-04-01 4',
        'odd count 2026-04-01 1',
        'search count 2026-04-01 1',
        'shop count 2026-04-01 3',
        'unrated count 2026-04-01 0',
        'withdrawn count 2026-04-01 0',
      ]);
    });

    it('has no mean and no share of no ratings', async () => {
      const { measured, errors } = await collect(['mean', 'positive'], {
        of: entities('withdrawn', 'unrated', 'gone'),
      });
      expect([measured, errors]).toEqual([[], []]);
    });

    it('is the state of the running period, in the time zone of the portal', async () => {
      const options = { of: entities('search'), timeZone: 'Europe/Berlin' };
      expect(
        (await collect(['mean'], { ...options, to: '2026-03-31T22:00:00Z' }))
          .measured,
      ).toEqual(['search mean 2026-04-01 1 = 1 / 1']);
      expect(
        (
          await collect(['mean'], {
            ...options,
            to: '2026-03-31T21:59:59Z',
            grain: 'month',
          })
        ).measured,
      ).toEqual(['search mean 2026-03-01 1 = 1 / 1']);
    });

    it('says which ratings do not count, and that their entity is incomplete', async () => {
      const { errors, incomplete, rows } = await collect(['mean', 'count'], {
        of: entities('odd', 'liked'),
      });
      const counts =
        'does not count: the buttons of the plugin give LIKE, DISLIKE, NEUTRAL and 1 to 5';
      expect(errors.sort()).toEqual([
        `component:default/odd: The rating "5000" ${counts}`,
        `component:default/odd: The rating "HAPPY" ${counts}`,
      ]);
      const place = {
        entityRef: 'component:default/odd',
        period: '2026-04-01',
        rows: 3,
      };
      expect(incomplete).toEqual([
        { ...place, kpi: 'mean' },
        { ...place, kpi: 'count' },
      ]);
      expect(rows).toEqual([9, 3]);
    });

    it('refuses to add up what is there each day, and measures the others', async () => {
      const overTime = { overTime: 'sum', overEntities: 'sum' } as const;
      const { measured, errors } = await collect(['count'], {
        of: entities('shop'),
        aggregate: overTime,
      });
      expect(measured).toEqual([]);
      expect(errors).toEqual([
        'count: The Kpi count cannot be measured: spec.aggregate.overTime is "sum", which would count each rating once a day: use last',
      ]);
    });

    it('measures a System by its members, unless its owner says otherwise', async () => {
      const store = 'system:default/store';
      expect(
        await collect(['mean', 'count'], {
          of: [{ entityRef: store, keys: {} }],
        }),
      ).toMatchObject({ measured: [], rows: [0, 0] });
      expect(
        await collect(['mean', 'count'], {
          of: [{ entityRef: store, keys: { mean: store } }],
        }),
      ).toMatchObject({
        measured: ['store mean 2026-04-01 1 = 1 / 1'],
        rows: [1, 0],
      });
    });

    it('gives the ratings of an entity to others only where they are shared', async () => {
      const mine = {
        entityRef: 'component:default/unrated',
        keys: { mean: 'shop' },
      };
      const { measured, errors } = await collect(['mean'], {
        of: [
          mine,
          {
            entityRef: 'component:default/withdrawn',
            keys: { mean: 'search' },
          },
        ],
      });
      expect(measured).toEqual(['withdrawn mean 2026-04-01 1 = 1 / 1']);
      expect(errors).toEqual([
        'component:default/unrated: metadata.annotations[kpi-tree.io/source.mean] is "shop": what is known of another entity belongs to that entity, so it does not count here: remove it, or have the admin of the portal allow it in kpiTree.entityFeedback.shared',
      ]);
      expect(source.settleNames([mine]).problems).toMatchObject([
        { entityRef: mine.entityRef, value: 'shop' },
      ]);
    });
  },
);

it('says that the plugin is not installed', async () => {
  const { backend, source } = await start();
  const error: Error = await collectFrom(source, ['mean']).catch(e => e);
  expect([error.name, error.message]).toEqual([
    'NotFoundError',
    'The plugin entity-feedback is not in this portal: install its backend',
  ]);
  expect(() => source.settings.parse({ measure: 'median' })).toThrow(
    'use one of mean, positive, count',
  );
  await backend.stop();
});

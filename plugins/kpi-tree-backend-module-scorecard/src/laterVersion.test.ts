import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  scorecardCollectorsServiceFactory,
  scorecardPlugin,
} from 'scorecard-backend-4';
import {
  catalogFile,
  collect as collectOf,
  components,
  startScorecardPortal,
} from './__testUtils__/portal';
import { ScorecardSource } from './ScorecardSource';

/*
 * The backend of version 4.4.1 is real. Of its two libraries no version after 2.8.1 is on
 * npm where this was written (see `resolutions` of the repository): it runs on those, with
 * what they lack put here. None of that has a part in its answers but `parseDate`. Its
 * migrations are those of 2.8.1, which it finds by the name of the package: they lack an
 * index.
 */
jest.mock('@red-hat-developer-hub/backstage-plugin-scorecard-node', () => {
  const api = jest.requireActual('@backstage/backend-plugin-api');
  const id = 'scorecard.test-collectors';
  const scorecardCollectorsServiceRef = api.createServiceRef({ id });
  return {
    ...jest.requireActual(
      '@red-hat-developer-hub/backstage-plugin-scorecard-node',
    ),
    scorecardCollectorsServiceRef,
    scorecardCollectorsServiceFactory: api.createServiceFactory({
      service: scorecardCollectorsServiceRef,
      deps: {},
      factory: () => ({ init: () => {} }),
    }),
    scorecardCollectorsExtensionPoint: api.createExtensionPoint({
      id: 'scorecard.collectors',
    }),
    daysToMilliseconds: (days: number) => days * 86_400_000,
    parseDate: (date: string | number | Date) => new Date(date),
  };
});
jest.mock('@red-hat-developer-hub/backstage-plugin-scorecard-common', () => {
  const scalarAggregationTypes = ['sum', 'average', 'max', 'min', 'count'];
  const all = [
    'statusGrouped',
    'weightedStatusScore',
    ...scalarAggregationTypes,
  ];
  return {
    ...jest.requireActual(
      '@red-hat-developer-hub/backstage-plugin-scorecard-common',
    ),
    scalarAggregationTypes,
    aggregationTypes: Object.fromEntries(all.map(type => [type, type])),
  };
});

jest.setTimeout(120_000);

const files = createMockDirectory({ content: { 'all.yaml': catalogFile } });
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
  disableDocker: true,
});

/** What the plugin stored of the shop in the past: when, the value, the error. */
const PAST: [string, number | boolean | null, string?][] = [
  ['2026-04-20T09:00:00Z', 1],
  ['2026-04-20T23:10:00Z', 2],
  ['2026-04-21T10:00:00Z', 3],
  ['2026-04-21T16:00:00Z', null, 'GitHub API 500'],
  ['2026-04-22T10:00:00Z', null],
  ['2026-04-23T10:00:00Z', 12, 'Invalid threshold expression'],
  ['2026-04-24T10:00:00Z', 0],
  ['2026-04-26T21:30:00Z', 6],
  ['2026-04-26T23:30:00Z', 8],
  ['2026-04-27T08:00:00Z', 9],
];

describe.each(databases.eachSupportedId())(
  'with version 4.4 of the scorecard plugin on %s',
  id => {
    let backend: TestBackend;
    let source: ScorecardSource;
    let knex: Awaited<ReturnType<typeof databases.init>>;
    let compute: () => Promise<void>;

    const collect = (
      metrics: Parameters<typeof collectOf>[1],
      options?: Parameters<typeof collectOf>[2],
    ) => collectOf(source, metrics, options);

    const store = (metric: string, rows: typeof PAST) =>
      knex('metric_values').insert(
        rows.map(([timestamp, value, error_message]) => ({
          catalog_entity_ref: 'component:default/shop',
          metric_id: metric,
          timestamp: new Date(timestamp),
          value,
          error_message,
        })),
      );

    beforeAll(async () => {
      knex = await databases.init(id);
      const others = await databases.init('SQLITE_3');
      const database = createServiceFactory({
        service: coreServices.database,
        deps: { plugin: coreServices.pluginMetadata },
        factory: ({ plugin }) => ({
          getClient: async () =>
            plugin.getId() === 'scorecard' ? knex : others,
        }),
      });
      ({ backend, source, compute } = await startScorecardPortal(
        scorecardPlugin,
        {
          numberId: 'acme.openPRs',
          booleanId: 'acme.hasCI',
          files,
          // A test backend does not see the plugin in what is the default export
          extra: [scorecardCollectorsServiceFactory, database],
        },
      ));
    });

    afterAll(() => backend?.stop());

    const april = {
      of: components('shop'),
      from: new Date('2026-04-20'),
      to: new Date('2026-04-28'),
    };

    describe('of the past', () => {
      beforeAll(() => store('acme.openPRs', PAST));

      it('reads of each day the last value, and nothing of one that ends with an error', async () => {
        expect(await collect(['acme.openPRs'], april)).toEqual({
          measured: [
            'shop kpi-openPRs 2026-04-20 2 1',
            'shop kpi-openPRs 2026-04-23 12 1',
            'shop kpi-openPRs 2026-04-24 0 1',
            'shop kpi-openPRs 2026-04-26 8 1',
            'shop kpi-openPRs 2026-04-27 9 1',
          ],
          errors: [
            'component:default/shop: acme.openPRs cannot be computed: GitHub API 500',
          ],
        });
      });

      it('takes the days of the calendar of the portal', async () => {
        const berlin = {
          ...april,
          from: new Date('2026-04-19T22:00:00Z'),
          to: new Date('2026-04-27T22:00:00Z'),
          timeZone: 'Europe/Berlin',
        };
        const { measured } = await collect(['acme.openPRs'], berlin);
        expect(measured).toEqual([
          'shop kpi-openPRs 2026-04-20 1 1',
          'shop kpi-openPRs 2026-04-23 12 1',
          'shop kpi-openPRs 2026-04-24 0 1',
          'shop kpi-openPRs 2026-04-26 6 1',
          'shop kpi-openPRs 2026-04-27 9 1',
        ]);
      });

      it('reads what it is asked for: of weeks the last value, of a part only that', async () => {
        const weeks = await collect(['acme.openPRs'], {
          ...april,
          grain: 'week',
        });
        expect(weeks.measured).toEqual([
          'shop kpi-openPRs 2026-04-20 8 1',
          'shop kpi-openPRs 2026-04-27 9 1',
        ]);
        const part = { ...april, to: new Date('2026-04-24') };
        expect((await collect(['acme.openPRs'], part)).measured).toEqual([
          'shop kpi-openPRs 2026-04-20 2 1',
          'shop kpi-openPRs 2026-04-23 12 1',
        ]);
      });

      it('reads for a KPI of weeks what it needs beside one of days', async () => {
        const { measured } = await collect(
          (['day', 'week'] as const).map(grain => ({
            metric: 'acme.openPRs',
            name: `by-${grain}`,
            grain,
          })),
          {
            ...april,
            from: new Date('2026-04-19T22:00:00Z'),
            timeZone: 'Europe/Berlin',
          },
        );
        expect(measured.filter(line => line.includes('by-week'))).toEqual([
          'shop by-week 2026-04-20 6 1',
          'shop by-week 2026-04-27 9 1',
        ]);
        expect(measured).toHaveLength(7);
      });

      it('reads true and false of the past', async () => {
        await store('acme.hasCI', [
          ['2026-04-20T09:00:00Z', true],
          ['2026-04-21T09:00:00Z', false],
          ['2026-04-22T09:00:00Z', true],
        ]);
        expect(await collect(['acme.hasCI'], april)).toEqual({
          measured: [
            'shop kpi-hasCI 2026-04-20 100 1',
            'shop kpi-hasCI 2026-04-21 0 1',
            'shop kpi-hasCI 2026-04-22 100 1',
          ],
          errors: [],
        });
      });

      it('measures a Kpi that has the id of an older version still, and says so', async () => {
        const { measured, errors } = await collect(['acme.open_prs'], april);
        expect(measured).toHaveLength(5);
        expect(errors[0]).toBe(
          'kpi-open_prs: The Kpi kpi-open_prs is measured by "acme.openPRs": spec.source.metric is "acme.open_prs", which the scorecard plugin in this portal calls so: write acme.openPRs',
        );
      });
    });

    it('reads what the plugin computes now, and tells what it cannot compute', async () => {
      await compute();
      const { measured, errors } = await collect([
        'acme.openPRs',
        'acme.hasCI',
      ]);
      expect(measured).toEqual([
        'search kpi-hasCI today 0 1',
        'search kpi-openPRs today 6 1',
        'shop kpi-hasCI today 100 1',
        'shop kpi-openPRs today 4 1',
      ]);
      expect(errors).toEqual([
        'component:default/broken: acme.openPRs cannot be computed: No token for GitHub',
        'component:default/broken: acme.hasCI cannot be computed: No token for GitHub',
      ]);
    });
  },
);

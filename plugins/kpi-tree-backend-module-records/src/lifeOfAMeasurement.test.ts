/** The example of docs/life-of-a-measurement.md, station by station. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  fromEpochDay,
  Run,
  ScorecardKpi,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import createKnex, { Knex } from 'knex';
import request from 'supertest';
import { entityOf, incidents, startPortal } from './__testUtils__/portal';

jest.setTimeout(120_000);

const directory = createMockDirectory();
const shop = 'system:default/shop';

const [owners, , tree] = incidents;
const catalog: Entity[] = [
  owners,
  entityOf('Kpi:incident-mttr', {
    metadata: { title: 'Mean time to restore', description: 'Of incidents.' },
    spec: {
      owner: 'group:default/owners',
      unit: 'h',
      direction: 'lower',
      grain: 'day',
      period: 'month',
      aggregate: { overTime: 'mean', overEntities: 'mean' },
      target: 4,
      threshold: 8,
      source: {
        id: 'incidents',
        time: 'resolved_at',
        measure: 'mean',
        of: { duration: { from: 'started_at', to: 'resolved_at' } },
      },
    },
  }),
  {
    ...tree,
    spec: {
      ...tree.spec,
      root: {
        id: 'goal',
        kind: 'goal',
        title: 'Goal',
        children: [{ kpi: 'incident-mttr' }],
      },
    },
  },
  entityOf('System:shop', { spec: { owner: 'group:default/owners' } }),
  entityOf('Component:payments', { relations: { [shop]: 'partOf' } }),
];

describe('the life of a measurement', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let run: Run;
  let knex: Knex | undefined;

  beforeAll(async () => {
    directory.addContent({
      'incidents.csv': [
        'started_at,resolved_at,service',
        '2026-04-03T08:00:00Z,2026-04-03T12:00:00Z,Payments',
        '2026-04-03T10:00:00Z,2026-04-03T12:00:00Z,Payments',
        '',
      ].join('\n'),
      db: {},
    });
    portal = await startPortal({
      source: {
        id: 'incidents',
        csv: directory.resolve('incidents.csv'),
        covers: { from: '2026-04-01', until: 'now' },
        entities: {
          column: 'service',
          map: { Payments: 'component:default/payments' },
        },
      },
      database: directory.resolve('db'),
      entities: catalog,
    });
    run = await portal.collect();
    knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename: directory.resolve('db/kpi-tree.sqlite') },
      useNullAsDefault: true,
    });
  });

  afterAll(async () => {
    await knex?.destroy();
    await portal.stop();
  });

  const rows = async (table: string) =>
    (await knex!(table)).map(row => ({
      ...row,
      period: fromEpochDay(row.period),
    }));

  it('is read from two rows', () => {
    expect(run).toMatchObject({
      state: 'succeeded',
      rowsRead: 2,
      measurementsWritten: 1,
    });
  });

  it('is stored as one measurement of two incidents', async () => {
    expect(await rows('measurements')).toEqual([
      expect.objectContaining({
        period: '2026-04-03',
        numerator: 6,
        weight: 2,
      }),
    ]);
  });

  it('is combined into the period in which it is judged', async () => {
    expect(await rows('period_values')).toEqual([
      expect.objectContaining({
        period: '2026-04-01',
        numerator: 6,
        weight: 2,
      }),
    ]);
  });

  it('is evaluated, and rolled up into its System', async () => {
    expect(await rows('current')).toEqual([
      expect.objectContaining({
        entity_ref: 'component:default/payments',
        period: '2026-04-01',
        value: 3,
        score: 100,
        status: 'on-target',
      }),
    ]);
    const scopes = (await rows('scope_values')).filter(
      ({ scope }) => scope === shop,
    );
    expect(scopes).toEqual([
      expect.objectContaining({
        period: '2026-04-01',
        numerator: 6,
        weight: 2,
        counted: 1,
      }),
    ]);
  });

  it.each(['component/default/payments', 'system/default/shop'])(
    'is a leaf of the scorecard of %s',
    async scope => {
      const { body } = await request(portal.server)
        .get(`/api/kpi-tree/v1/scorecards/${scope}`)
        .expect(200);
      const leaf: ScorecardKpi = body.trees[0].root.children[0];
      expect(leaf).toMatchObject({
        kpi: 'incident-mttr',
        period: '2026-04-01',
        value: 3,
        unit: 'h',
        sampleSize: 2,
        target: 4,
      });
    },
  );
});

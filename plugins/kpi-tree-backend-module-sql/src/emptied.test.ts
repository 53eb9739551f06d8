import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Run, Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
// The whole way of a number is under test
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import kpiTreePlugin from '@kpi-tree/backstage-plugin-kpi-tree-backend';
import createKnex, { Knex } from 'knex';
import { join } from 'node:path';
import request from 'supertest';
import kpiTreeModuleSql from '.';

jest.setTimeout(120_000);

const directory = createMockDirectory();
const payments = 'component:default/payments';

/** A catalog with one service, and a KPI that is stored by day or by month. */
const catalogOf = (grain: string): Entity[] => [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'owners', namespace: 'default', uid: 'owners' },
    spec: { type: 'team', children: [] },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments', namespace: 'default', uid: 'payments' },
    spec: { type: 'service', lifecycle: 'production', owner: 'owners' },
  },
  {
    apiVersion: 'kpi-tree.io/v1alpha1',
    kind: 'Kpi',
    metadata: {
      name: 'changes',
      namespace: 'default',
      title: 'Changes',
      description: 'Changes that were closed.',
      uid: 'changes',
    },
    spec: {
      lifecycle: 'production',
      owner: 'group:default/owners',
      unit: '1',
      direction: 'lower',
      grain,
      period: 'month',
      aggregate: { overTime: 'sum', overEntities: 'sum' },
      target: 4,
      threshold: 6,
      source: { id: 'dwh', query: grain },
    },
  },
  {
    apiVersion: 'kpi-tree.io/v1alpha1',
    kind: 'KpiTree',
    metadata: { name: 'tree', namespace: 'default', uid: 'tree' },
    spec: {
      lifecycle: 'production',
      owner: 'group:default/owners',
      appliesTo: { kind: 'Component' },
      root: {
        id: 'goal',
        kind: 'goal',
        title: 'Goal',
        children: [{ kpi: 'changes' }],
      },
    },
  },
];

/** Five changes in each of three months. */
const all = ['02', '03', '04'].flatMap(month =>
  ['02', '05', '09', '12', '20'].map(day => ({
    service: payments,
    closed: `2026-${month}-${day} 08:00:00`,
  })),
);

let table: Knex;

/** What the table has by now: a job empties and fills it each night. */
async function fill(rows: typeof all): Promise<void> {
  await table('changes').delete();
  if (rows.length) {
    await table('changes').insert(rows);
  }
}

async function startPortal(grain: string) {
  const filename = join(directory.path, 'dwh.sqlite');
  table = createKnex({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
  await table.schema.dropTableIfExists('changes');
  await table.schema.createTable('changes', columns => {
    columns.string('service');
    columns.string('closed');
  });
  await fill(all);
  const query = (period: string) =>
    `select service as entity, ${period} as period, count(*) as value from changes
      where closed >= :from and closed < :to group by 1, 2`;
  const backend = await startTestBackend({
    features: [
      kpiTreePlugin,
      kpiTreeModuleSql,
      catalogServiceMock.factory({ entities: catalogOf(grain) }),
      mockServices.rootConfig.factory({
        data: {
          kpiTree: {
            asOf: '2026-05-15',
            sql: {
              sources: [
                {
                  id: 'dwh',
                  client: 'better-sqlite3',
                  connection: { filename },
                  queries: {
                    day: query('date(closed)'),
                    month: query(`strftime('%Y-%m-01', closed)`),
                  },
                },
              ],
            },
          },
        },
      }),
    ],
  });
  const { server } = backend;
  const api = '/api/kpi-tree/v1';
  const ended = async (id: string): Promise<Run> => {
    for (;;) {
      const { body } = await request(server).get(`${api}/runs/${id}`);
      if (body.state !== 'running') {
        return body;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  const post = async (path: string): Promise<Run> => {
    const { body } = await request(server)
      .post(`${api}${path}`)
      .send({})
      .expect(202);
    return ended(body.id);
  };
  /** February, March and April. */
  const months = async () => {
    const { body } = await request(server)
      .get(`${api}/series/component/default/payments/changes`)
      .query({ from: '2026-02-01', to: '2026-04-30', period: 'month' })
      .expect(200);
    return (body as Series).points.map(({ value }) => value);
  };
  return {
    stop: () => backend.stop(),
    collect: () => post('/sources/dwh/runs'),
    accept: (id: string) => post(`/runs/${id}/accept`),
    months,
  };
}

describe.each(['day', 'month'])(
  'a table that is emptied and filled while it is collected, by %s',
  grain => {
    let portal: Awaited<ReturnType<typeof startPortal>>;

    beforeEach(async () => {
      portal = await startPortal(grain);
      await portal.collect();
    });

    afterEach(async () => {
      await portal.stop();
      await table.destroy();
    });

    it('leaves April as it is where it is empty', async () => {
      expect(await portal.months()).toEqual([5, 5, 5]);
      await fill([]);
      const run = await portal.collect();
      expect(run).toMatchObject({ state: 'held-back', rowsRead: 0 });
      expect(run.heldBack.map(({ kind }) => kind)).toContain('nothing-read');
      expect(await portal.months()).toEqual([5, 5, 5]);
      await fill(all);
      expect(await portal.collect()).toMatchObject({
        state: 'succeeded',
        loss: null,
      });
      expect(await portal.months()).toEqual([5, 5, 5]);
    });

    it.each([
      ['the newest rows are missing', all.slice(0, 13)],
      ['only the oldest are there already', all.slice(0, 3)],
      ['every third row is there already', all.filter((_, n) => n % 3 === 0)],
    ])('leaves April as it is where %s', async (_, rows) => {
      await fill(rows);
      const run = await portal.collect();
      expect(run).toMatchObject({ state: 'held-back', measurementsWritten: 0 });
      expect(run.heldBack.map(({ kpi }) => kpi)).toContain('changes');
      expect(await portal.months()).toEqual([5, 5, 5]);
    });

    it('takes away what somebody accepts, and what is corrected', async () => {
      await fill(all.slice(0, 13));
      const run = await portal.collect();
      expect((await portal.accept(run.id)).state).toBe('succeeded');
      expect(await portal.months()).toEqual([5, 5, 3]);
      await fill(all);
      expect((await portal.collect()).state).toBe('succeeded');
      expect(await portal.months()).toEqual([5, 5, 5]);
      // One change that was none
      await fill(all.slice(0, 14));
      expect((await portal.collect()).state).toBe('succeeded');
      expect(await portal.months()).toEqual([5, 5, 4]);
    });
  },
);

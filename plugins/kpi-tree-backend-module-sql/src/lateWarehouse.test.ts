import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  addPeriods,
  Run,
  Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
// The whole way of a number is under test
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import kpiTreePlugin from '@kpi-tree/backstage-plugin-kpi-tree-backend';
import createKnex from 'knex';
import { join } from 'node:path';
import request from 'supertest';
import kpiTreeModuleSql from '.';

jest.setTimeout(120_000);

const directory = createMockDirectory();
const payments = 'component:default/payments';

const month = '2026-04-01';

const kpi = (name: string, spec: object): Entity => ({
  apiVersion: 'kpi-tree.io/v1alpha1',
  kind: 'Kpi',
  metadata: {
    name,
    namespace: 'default',
    title: name,
    description: name,
    uid: name,
  },
  spec: {
    lifecycle: 'production',
    owner: 'group:default/owners',
    unit: '1',
    direction: 'lower',
    grain: 'day',
    period: 'month',
    target: 1_000,
    threshold: 2_000,
    source: { id: 'dwh', query: name },
    ...spec,
  },
});

const entities: Entity[] = [
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
  kpi('errors', { aggregate: { overTime: 'sum', overEntities: 'sum' } }),
  kpi('cost', { aggregate: { overTime: 'mean', overEntities: 'mean' } }),
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
        children: [{ kpi: 'errors' }, { kpi: 'cost' }],
      },
    },
  },
];

/**
 * A portal over a warehouse that was loaded for the first days of the month, of which a
 * mean has nothing on all but the first.
 */
async function startPortal(loaded: number, silence?: 'nothing' | 'unknown') {
  const filename = join(directory.path, 'dwh.sqlite');
  const table = createKnex({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
  await table.schema.dropTableIfExists('days');
  await table.schema.createTable('days', columns => {
    columns.string('day');
    columns.integer('errors');
    columns.integer('cost');
    columns.integer('sales');
  });
  await table('days').insert(
    Array.from({ length: loaded }, (_, i) => ({
      day: addPeriods(month, 'day', i),
      errors: 10,
      cost: i ? 0 : 30,
      sales: i ? 0 : 2,
    })),
  );
  await table.destroy();
  const query = (columns: string) =>
    `select '${payments}' as entity, day as period, ${columns} from days
      where day >= :fromDate and day < :toDate`;
  const backend = await startTestBackend({
    features: [
      kpiTreePlugin,
      kpiTreeModuleSql,
      catalogServiceMock.factory({ entities }),
      mockServices.rootConfig.factory({
        data: {
          kpiTree: {
            asOf: '2026-05-15',
            sql: {
              sources: [
                {
                  id: 'dwh',
                  client: 'better-sqlite3',
                  connection: filename,
                  history: { days: 80 },
                  ...(silence ? { silence } : {}),
                  queries: {
                    errors: query('errors as value'),
                    cost: query('cost as numerator, sales as denominator'),
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
  const { body: run }: { body: Run } = await request(server)
    .post('/api/kpi-tree/v1/sources/dwh/runs')
    .send({})
    .expect(202);
  for (;;) {
    const { body }: { body: Run } = await request(server).get(
      `/api/kpi-tree/v1/runs/${run.id}`,
    );
    if (body.state !== 'running') {
      expect(body.state).toBe('succeeded');
      break;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return {
    stop: () => backend.stop(),
    async last(name: string) {
      const { body }: { body: Series } = await request(server)
        .get(`/api/kpi-tree/v1/series/component/default/payments/${name}`)
        .query({ from: month, to: '2026-04-30', period: 'month' })
        .expect(200);
      const [{ value, status, known }] = body.points;
      return { value, status, known };
    },
  };
}

describe('a warehouse that is loaded late', () => {
  it('has looked at all days unless the admin says otherwise', async () => {
    const { last, stop } = await startPortal(10);
    expect(await last('errors')).toEqual({ value: 100, status: 'on-target' });
    await stop();
  });

  it.each([
    [10, 'incomplete', { days: 10, of: 30 }],
    [30, 'on-target', undefined],
  ])(
    'is known on its %s days with rows where silence is unknown',
    async (loaded, status, known) => {
      const { last, stop } = await startPortal(loaded, 'unknown');
      expect(await last('errors')).toEqual({
        value: 10 * loaded,
        status,
        known,
      });
      // Nothing over nothing is a day on which the source has looked
      expect(await last('cost')).toEqual({ value: 15, status, known });
      await stop();
    },
  );
});

/**
 * The answers of the routes, checked against `openapi.yaml`.
 */
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import Ajv from 'ajv/dist/2020';
import request from 'supertest';
import kpiTreePlugin from '..';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { measured } from '../__testUtils__/harness';
import { spec } from '../schema/openapi.generated';

jest.setTimeout(60_000);

const [a, b] = ['component:default/a', 'component:default/b'];
const system = 'system:default/s';

async function startBackend() {
  const { server } = await startTestBackend({
    features: [
      kpiTreePlugin,
      catalogServiceMock.factory({
        entities: [
          owners,
          kpiEntity('mttr', { source: undefined }),
          treeEntity('tree', { d2c: ['mttr'] }),
          entity('System:s'),
          ...['a', 'b'].map(name =>
            entity(`Component:${name}`, { relations: { [system]: 'partOf' } }),
          ),
        ],
      }),
      mockServices.rootConfig.factory({
        data: { kpiTree: { asOf: '2026-05-15', completenessFloor: 0 } },
      }),
    ],
  });
  await request(server)
    .post('/api/kpi-tree/v1/measurements')
    .send({
      measurements: [
        measured(a, 'mttr', 2, { period: '2026-03-10' }),
        measured(b, 'mttr', 4, { period: '2026-03-10' }),
        measured(a, 'mttr', 6),
        measured(b, 'mttr', 4),
      ],
    })
    .expect(200, /"measurementsWritten":4/);
  const get = (path: string) => request(server).get(`/api/kpi-tree/v1/${path}`);
  // What is written shows once it is evaluated
  while ((await get('contributions/all/mttr')).body.change === null) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return get;
}

const ajv = new Ajv({ strict: false, allowUnionTypes: true });
ajv.addSchema({ ...spec, $id: 'spec' });
const validate = ajv.getSchema('spec#/components/schemas/Contribution')!;

it('answers what explains a change, as the document says', async () => {
  const get = await startBackend();
  for (const path of [
    'contributions/all/mttr',
    'contributions/system/default/s/mttr?by=owner',
    'contributions/system/default/s/mttr?to=2026-03-01',
    'scorecards/all/contributions?tree=tree',
    'scorecards/system/default/s/contributions?tree=tree&node=d2c&period=month',
  ]) {
    const { body } = await get(path).expect(200);
    validate(body);
    expect([path, validate.errors]).toEqual([path, null]);
  }
  const { body } = await get(
    'contributions/system/default/s/mttr?from=2026-03-31&to=2026-04-01&limit=1',
  ).expect(200);
  expect(body).toMatchObject({
    scope: system,
    before: { value: 3 },
    after: { value: 5 },
    change: 2,
    parts: [{ ref: a, share: 2 }],
    others: { count: 1, share: 0 },
  });
});

it('refuses what is wrong with a name of what would be right', async () => {
  const get = await startBackend();
  for (const [path, status, message] of [
    ['contributions/all/mttr?by=priority', 400, 'by'],
    ['contributions/all/mttr?limit=1000', 400, 'limit'],
    ['contributions/all/mttr?to=today', 400, 'use a date such as'],
    ['contributions/component/default/a/mttr', 400, 'use a System'],
    ['contributions/system/default/x/mttr', 404, 'system:default/x'],
    ['contributions/all/x', 404, 'no valid Kpi x'],
    ['scorecards/all/contributions', 400, 'tree'],
    ['scorecards/all/contributions?tree=x', 404, 'no valid KpiTree x'],
  ] as const) {
    const { body } = await get(path).expect(status);
    expect([path, body.error.message]).toEqual([
      path,
      expect.stringContaining(message),
    ]);
  }
});

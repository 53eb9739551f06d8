import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { expectToFit } from '../__testUtils__/expectToFit';
import { measured } from '../__testUtils__/harness';
import { a, startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

const b = 'component:default/b';
const system = 'system:default/s';

async function startPortal() {
  const { get, push } = await startBackend({
    entities: [
      owners,
      kpiEntity('mttr', { source: undefined }),
      treeEntity('tree', { d2c: ['mttr'] }),
      entity('System:s'),
      ...['a', 'b'].map(name =>
        entity(`Component:${name}`, { relations: { [system]: 'partOf' } }),
      ),
    ],
  });
  await push([
    measured(a, 'mttr', 2, { period: '2026-03-10' }),
    measured(b, 'mttr', 4, { period: '2026-03-10' }),
    measured(a, 'mttr', 6),
    measured(b, 'mttr', 4),
  ]).expect(200, /"measurementsWritten":4/);
  // What is written shows once it is evaluated
  while ((await get('/contributions/all/mttr')).body.change === null) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return get;
}

it('answers what explains a change, as the document says', async () => {
  const get = await startPortal();
  const ofAll = '/v1/contributions/all/{kpi}';
  const ofScope = '/v1/contributions/{kind}/{namespace}/{name}/{kpi}';
  const node = 'tree=tree&node=d2c&period=month';
  for (const [route, path] of [
    [ofAll, '/contributions/all/mttr'],
    [ofScope, '/contributions/system/default/s/mttr?by=owner'],
    [ofScope, '/contributions/system/default/s/mttr?to=2026-03-01'],
    [
      '/v1/scorecards/all/contributions',
      '/scorecards/all/contributions?tree=tree',
    ],
    [
      '/v1/scorecards/{kind}/{namespace}/{name}/contributions',
      `/scorecards/system/default/s/contributions?${node}`,
    ],
  ] as const) {
    const { body } = await get(path).expect(200);
    expectToFit(route, body);
  }
  const { body } = await get(
    '/contributions/system/default/s/mttr?from=2026-03-31&to=2026-04-01&limit=1',
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
  const get = await startPortal();
  for (const [path, status, message] of [
    ['/contributions/all/mttr?by=priority', 400, 'by'],
    ['/contributions/all/mttr?limit=1000', 400, 'limit'],
    ['/contributions/all/mttr?to=today', 400, 'use a date such as'],
    ['/contributions/component/default/a/mttr', 400, 'use a System'],
    ['/contributions/system/default/x/mttr', 404, 'system:default/x'],
    ['/contributions/all/x', 404, 'no valid Kpi x'],
    ['/scorecards/all/contributions', 400, 'tree'],
    ['/scorecards/all/contributions?tree=x', 404, 'no valid KpiTree x'],
  ] as const) {
    const { body } = await get(path).expect(status);
    expect([path, body.error.message]).toEqual([
      path,
      expect.stringContaining(message),
    ]);
  }
});

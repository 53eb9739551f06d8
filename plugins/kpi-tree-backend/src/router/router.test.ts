import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeSourcesExtensionPoint } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import Ajv from 'ajv/dist/2020';
import request from 'supertest';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { measured } from '../__testUtils__/harness';
import kpiTreePlugin from '..';
import { spec } from '../schema/openapi.generated';

jest.setTimeout(60_000);

const a = 'component:default/a';

async function startBackend(
  options: { entities?: Entity[]; permission?: AuthorizeResult } = {},
) {
  const source = new FakeSource('test', [
    { measurements: [measured(a, 'mttr', 3)], rowsRead: 1 },
  ]);
  const result = options.permission ?? AuthorizeResult.ALLOW;
  const { server } = await startTestBackend({
    features: [
      kpiTreePlugin,
      createBackendModule({
        pluginId: 'kpi-tree',
        moduleId: 'test-source',
        register(env) {
          env.registerInit({
            deps: { sources: kpiTreeSourcesExtensionPoint },
            async init({ sources }) {
              sources.addSource(source);
            },
          });
        },
      }),
      catalogServiceMock.factory({
        entities: [
          owners,
          kpiEntity('mttr', {}, { tags: ['dora'] }),
          treeEntity('tree', { d2c: ['mttr'] }),
          entity('Component:a'),
          ...(options.entities ?? []),
        ],
      }),
      mockServices.rootConfig.factory({
        data: { kpiTree: { asOf: '2026-05-15', completenessFloor: 0 } },
      }),
      mockServices.permissions.mock({
        authorize: async requests => requests.map(() => ({ result })),
        authorizeConditional: async requests =>
          requests.map(({ permission }) => ({
            result: permission.name.startsWith('kpi-tree.')
              ? result
              : AuthorizeResult.ALLOW,
          })),
      } as Parameters<typeof mockServices.permissions.mock>[0]).factory,
    ],
  });
  return { server, source };
}

const get = (server: Parameters<typeof request>[0], path: string) =>
  request(server).get(`/api/kpi-tree/v1${path}`);

async function collect(server: Parameters<typeof request>[0]): Promise<Run> {
  const { body } = await request(server)
    .post('/api/kpi-tree/v1/sources/test/runs')
    .expect(202);
  return endOf(server, body.id);
}

async function endOf(
  server: Parameters<typeof request>[0],
  id: string,
): Promise<Run> {
  for (;;) {
    const { body: run } = await get(server, `/runs/${id}`).expect(200);
    if (run.state !== 'running') {
      return run;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

const push = (server: Parameters<typeof request>[0], measurements: unknown[]) =>
  request(server)
    .post('/api/kpi-tree/v1/measurements')
    .send({ source: 'ci', measurements });

const importCsv = (server: Parameters<typeof request>[0], csv: string) =>
  request(server)
    .post('/api/kpi-tree/v1/measurements/import')
    .set('Content-Type', 'text/csv')
    .send(csv);

const ajv = new Ajv({
  strict: false,
  allowUnionTypes: true,
  formats: { 'date-time': value => !Number.isNaN(Date.parse(value)) },
});
ajv.addSchema({ ...spec, $id: 'spec' });

/** Whether an answer is what openapi.yaml says of the path. */
function expectToFit(
  path: keyof typeof spec.paths,
  body: unknown,
  method: 'get' | 'post' = 'get',
) {
  const status = [
    '/v1/sources/{id}/runs',
    '/v1/runs/{id}/accept',
    '/v1/runs/{id}/cancel',
  ].includes(path)
    ? 202
    : 200;
  const pointer = path.replace(/~/g, '~0').replace(/\//g, '~1');
  const validate = ajv.getSchema(
    `spec#/paths/${encodeURIComponent(
      pointer,
    )}/${method}/responses/${status}/content/application~1json/schema`,
  )!;
  validate(body);
  expect([path, validate.errors]).toEqual([path, null]);
}

describe('the REST API', () => {
  it('refuses whoever is not signed in, on every path', async () => {
    const { server } = await startBackend();
    for (const [path, operations] of Object.entries(spec.paths)) {
      const url = `/api/kpi-tree${path.replace(/\{\w+\}/g, 'x')}`;
      for (const method of Object.keys(operations)) {
        const response = await request(server)
          [method as 'get' | 'post'](url)
          .set('Authorization', mockCredentials.none.header());
        expect([path, response.status]).toEqual([path, 401]);
      }
    }
  });

  it('answers where definitions are used, and their versions', async () => {
    const { server } = await startBackend({
      entities: [
        kpiEntity('mttr', {}, { namespace: 'kpi-library' }),
        {
          ...kpiEntity('mine'),
          spec: { extends: 'mttr', target: 3 },
        },
      ],
    });
    const kpi = await get(server, '/kpis/mttr/usage').expect(200);
    expect(kpi.body).toEqual({
      extends: null,
      extendedBy: [{ name: 'mine', entityRef: 'kpi:default/mine' }],
      trees: [
        {
          name: 'tree',
          entityRef: 'kpitree:default/tree',
          title: 'tree',
          nodes: [{ id: 'd2c', title: 'd2c' }],
        },
      ],
      formulas: [],
      entityCount: 1,
      entities: [{ entityRef: a, title: 'a' }],
    });
    const mine = await get(server, '/kpis/mine/usage').expect(200);
    expect(mine.body).toMatchObject({
      extends: { name: 'mttr', entityRef: 'kpi:default/mttr' },
      trees: [],
      entityCount: 0,
    });
    const tree = await get(server, '/trees/tree/usage').expect(200);
    expect(tree.body).toMatchObject({ trees: [], entityCount: 1 });

    const versions = await get(server, '/kpis/mttr/versions').expect(200);
    expect(versions.body.items).toEqual([
      { number: 1, since: '2026-05-15T00:00:00.000Z', changes: [] },
    ]);
    for (const missing of ['/kpis/x/usage', '/trees/x/versions']) {
      await get(server, missing).expect(404);
    }
  });

  it('answers definitions', async () => {
    const { server } = await startBackend();
    const kpis = await get(server, '/kpis').expect(200);
    expect(kpis.body.items).toEqual([
      expect.objectContaining({
        name: 'mttr',
        entityRef: 'kpi:default/mttr',
        title: 'Title of mttr',
        tags: ['dora'],
        spec: expect.objectContaining({ unit: 'h', personas: [] }),
      }),
    ]);
    await get(server, '/kpis/mttr').expect(200, kpis.body.items[0]);
    const trees = await get(server, '/trees').expect(200);
    expect(trees.body.items).toMatchObject([
      { name: 'tree', title: 'tree', spec: { root: { id: 'goal' } } },
    ]);
    await get(server, '/trees/tree').expect(200, trees.body.items[0]);
    const missing = await get(server, '/kpis/mtbf').expect(404);
    expect(missing.body.error).toMatchObject({
      name: 'NotFoundError',
      message: 'There is no valid Kpi mtbf in the catalog',
    });
  });

  it('collects on demand, and answers scorecards, history and members', async () => {
    const { server } = await startBackend();
    expect(await collect(server)).toMatchObject({
      state: 'succeeded',
      trigger: 'demand',
      measurementsWritten: 1,
    });
    const scorecard = await get(
      server,
      '/scorecards/Component/default/a?tree=tree',
    ).expect(200);
    expect(scorecard.body.trees[0].root).toMatchObject({
      score: 100,
      children: [{ children: [{ kpi: 'mttr', value: 3 }] }],
    });
    const portfolio = await get(server, '/scorecards/all').expect(200);
    expect(portfolio.body).toMatchObject({ scope: 'all', memberCount: 1 });
    const series = await get(
      server,
      '/series/component/default/a/mttr?period=week&from=2026-04-01',
    ).expect(200);
    expect(series.body.periodType).toBe('week');
    expect(
      series.body.points.filter((p: { value: number }) => p.value !== null),
    ).toMatchObject([{ period: '2026-04-06', value: 3 }]);
    await get(server, '/series/all/mttr').expect(200);
    const members = await get(
      server,
      '/kpis/mttr/members?sort=value&limit=1',
    ).expect(200);
    expect(members.body).toMatchObject({
      items: [{ entityRef: a, value: 3 }],
      totalItems: 1,
    });
  });

  it('stores what is sent, and tells what it cannot', async () => {
    const { server } = await startBackend();
    const right = { entityRef: a, kpi: 'mttr', period: '2026-04-10', value: 3 };
    const { body } = await push(server, [
      right,
      { ...right, period: '2026-04-11', value: 6, weight: 2 },
      { ...right, entityRef: 'component:default/x' },
      { ...right, kpi: 'x' },
      { ...right, period: '10.4.2026' },
      { ...right, value: '3' },
      { ...right, value: null },
      { ...right, weight: -1 },
      'nonsense',
    ]).expect(200);
    expect(body).toMatchObject({
      rowsRead: 9,
      rowsRejected: 7,
      measurementsWritten: 2,
    });
    expect(body.errors).toContainEqual({
      message:
        'entityRef is "component:default/x", which is not in the catalog or has no KPIs',
      where: 'measurements[2]',
      count: 1,
    });
    expect(body.errors.map((e: { where: string }) => e.where)).toEqual(
      expect.arrayContaining(['measurements[5]', 'measurements[8]']),
    );
    expect(body.rejected.map((r: { row: number }) => r.row).sort()).toEqual([
      2, 3, 4, 5, 6, 7, 8,
    ]);
    expect(body.rejected).toContainEqual({
      row: 5,
      message: 'value is "3": use a number',
    });
    // (3 + 2 * 6) / 3
    const series = await get(server, '/series/component/default/a/mttr');
    expect(series.body).toMatchObject({ source: 'ci' });
    expect(series.body.points[0]).toMatchObject({ value: 5, weight: 3 });
    // The same again changes nothing
    await push(server, [right]).expect(200);
    const again = await get(server, '/series/component/default/a/mttr');
    expect(again.body.points).toEqual(series.body.points);
  });

  it('stores numerators and denominators, and rejects what contradicts itself', async () => {
    const { server } = await startBackend();
    const on = (day: number, sent: object) => ({
      entityRef: a,
      kpi: 'mttr',
      period: `2026-04-${day}`,
      ...sent,
    });
    const { body } = await push(server, [
      on(10, { numerator: 71, denominator: 4 }),
      on(11, { numerator: 192, denominator: 0 }),
      on(12, { value: 3, weight: 2 }),
      on(13, { value: 3, numerator: 6, denominator: 2 }),
      on(14, { numerator: 6, denominator: 2, weight: 2 }),
      on(15, { numerator: 6 }),
      on(16, { denominator: 2 }),
      on(17, { numerator: '6', denominator: 2 }),
      on(18, { numerator: 6, denominator: null }),
      on(19, { numerator: 1e300, denominator: 1e-300 }),
    ]).expect(200);
    expect(body).toMatchObject({ rowsRead: 10, measurementsWritten: 3 });
    const both = (what: string) =>
      `numerator and denominator cannot be given together with ${what}: use either value and weight, or numerator and denominator`;
    expect(body.rejected).toEqual([
      { row: 3, message: both('value') },
      { row: 4, message: both('weight') },
      { row: 5, message: 'denominator is missing: use a number' },
      { row: 6, message: 'numerator is missing: use a number' },
      { row: 7, message: 'numerator is "6": use a number' },
      { row: 8, message: 'denominator is null: use a number' },
      {
        row: 9,
        message:
          'numerator / denominator is beyond 1.8e308, the largest number there is',
      },
    ]);
    const point = async () =>
      (await get(server, '/series/component/default/a/mttr')).body.points[0];
    // (71 + 192 + 2 * 3) / (4 + 0 + 2)
    expect(await point()).toMatchObject({ value: 269 / 6, weight: 6 });

    const imported = await importCsv(
      server,
      `entityRef,kpi,period,numerator,denominator\n${a},mttr,2026-04-10,7,4\n${a},mttr,2026-04-13,3,0\n${a},mttr,2026-04-14,3,\n`,
    ).expect(200);
    expect(imported.body).toMatchObject({
      measurementsWritten: 2,
      rejected: [{ row: 4, message: expect.stringMatching(/^denominator is/) }],
    });
    expect(await point()).toMatchObject({ value: 208 / 6, weight: 6 });
    const mixed = await importCsv(
      server,
      `entityRef,kpi,period,value,numerator,denominator\n`,
    ).expect(400);
    expect(mixed.body.error.message).toMatch(/^The first line is "entityRef/);
  });

  it('checks what is sent without storing it, where one asks for that', async () => {
    const { server } = await startBackend();
    const right = { entityRef: a, kpi: 'mttr', period: '2026-04-10', value: 3 };
    const rows = [right, { ...right, period: '2026-04-31' }];
    const json = await request(server)
      .post('/api/kpi-tree/v1/measurements')
      .send({ dryRun: true, measurements: rows })
      .expect(200);
    const csv = await request(server)
      .post('/api/kpi-tree/v1/measurements/import?dryRun=true')
      .set('Content-Type', 'text/csv')
      .send(
        `entityRef,kpi,period,value\n${rows
          .map(row => Object.values(row).join())
          .join('\n')}`,
      )
      .expect(200);
    for (const { body } of [json, csv]) {
      expect(body).toMatchObject({ rowsRejected: 1, measurementsWritten: 1 });
      expect(body.errors[0].message).toMatch(/^period is "2026-04-31"/);
    }
    const series = await get(server, '/series/component/default/a/mttr');
    expect(series.body.points).toEqual([]);
  });

  it('warns of what a source collects, too, and stores it', async () => {
    const { server } = await startBackend({
      entities: [kpiEntity('sent', { source: undefined })],
    });
    const right = { entityRef: a, period: '2026-04-10', value: 3 };
    const measurements = [
      { ...right, kpi: 'mttr' },
      { ...right, kpi: 'mttr', period: '2026-04-11' },
      { ...right, kpi: 'mttr', period: 'never' },
      { ...right, kpi: 'sent' },
    ];
    const warnings = [
      {
        message:
          'mttr is collected from source test, which may replace or remove what is sent: leave out spec.source of the Kpi to keep it',
        count: 2,
      },
    ];
    const dry = await request(server)
      .post('/api/kpi-tree/v1/measurements')
      .send({ dryRun: true, measurements })
      .expect(200);
    expect(dry.body).toMatchObject({ measurementsWritten: 3, warnings });
    const json = await push(server, measurements).expect(200);
    expect(json.body).toMatchObject({ measurementsWritten: 3, warnings });
    expectToFit('/v1/measurements', json.body, 'post');
    const csv = await importCsv(
      server,
      `kpi,entityRef,period,value\n${measurements
        .map(({ kpi, period: start }) => [kpi, a, start, 3].join())
        .join('\n')}`,
    ).expect(200);
    expect(csv.body).toMatchObject({ measurementsWritten: 3, warnings });
    const sent = await push(server, [{ ...right, kpi: 'sent' }]).expect(200);
    expect(sent.body).toMatchObject({ measurementsWritten: 1, warnings: [] });
  });

  it('refuses what is sent for a formula, and for no full reference', async () => {
    const { server } = await startBackend({
      entities: [
        kpiEntity('half', {
          formula: 'mttr / 2',
          source: undefined,
        }),
      ],
    });
    const right = { entityRef: a, kpi: 'mttr', period: '2026-04-10', value: 3 };
    const { body } = await push(server, [
      { ...right, kpi: 'half' },
      { ...right, entityRef: 'a' },
      { ...right, entityRef: 'Component:default/A' },
      { ...right, entityRef: 'a b' },
    ]).expect(200);
    expect(body).toMatchObject({ measurementsWritten: 0, warnings: [] });
    expect(
      body.rejected.map(({ message }: { message: string }) => message),
    ).toEqual([
      'kpi is "half", which is computed by the formula mttr / 2: send what it is computed from',
      'entityRef is "a": use a full reference such as component:default/a',
      'entityRef is "Component:default/A": use a full reference such as component:default/a',
      'entityRef is "a b": use a full reference such as component:default/a b',
    ]);
  });

  it('tells the first of very many rows one by one, and counts the others', async () => {
    const { server } = await startBackend();
    const rows = Array.from({ length: 10_050 }, () => `x,${a},2026-04-10,1`);
    const { body } = await importCsv(
      server,
      `kpi,entityRef,period,value\n${rows.join('\n')}\n`,
    ).expect(200);
    expect(body).toMatchObject({ rowsRead: 10_050, rowsRejected: 10_050 });
    expect(body.errors).toMatchObject([{ where: 'line 2', count: 10_050 }]);
    expect(body.rejected).toHaveLength(10_000);
  });

  it('imports CSV, row by row', async () => {
    const { server } = await startBackend();
    const csv = [
      'kpi,entityRef,value,period,weight',
      `mttr,${a},3,2026-04-10,`,
      `mttr,${a},6,2026-04-11,2`,
      `mttr,${a},much,2026-04-12,`,
      `mttr,${a},3`,
      `"mttr,${a},3,2026-04-10,`,
    ].join('\r\n');
    const { body } = await importCsv(server, csv).expect(200);
    expect(body).toMatchObject({ measurementsWritten: 2 });
    expect(body.errors).toHaveLength(3);
    expect(body.errors).toEqual(
      expect.arrayContaining([
        {
          where: 'line 4',
          message: 'value is "much": use a number such as 1234.5',
          count: 1,
        },
        {
          where: 'line 5',
          message: expect.stringMatching(/^the row has 3 columns/),
          count: 1,
        },
      ]),
    );
    expect(body.rejected.map((r: { row: number }) => r.row).sort()).toEqual([
      4, 5, 6,
    ]);
    const series = await get(server, '/series/component/default/a/mttr');
    expect(series.body.points[0]).toMatchObject({ value: 5, weight: 3 });

    const wrong = await importCsv(server, 'entity,kpi\n').expect(400);
    expect(wrong.body.error.message).toBe(
      'The first line is "entity,kpi": name the columns entityRef,kpi,period,value,weight once each (weight may be missing), or entityRef,kpi,period,numerator,denominator',
    );
    await request(server)
      .post('/api/kpi-tree/v1/measurements/import')
      .send({})
      .expect(400);
  });

  it('says which rows of a request overwrite others, sent or imported', async () => {
    const { server } = await startBackend();
    const row = (start: string, value: number) => ({
      ...{ entityRef: a, kpi: 'mttr', period: start, value },
    });
    const twice = (count: number, where: string) => ({
      message:
        'An earlier row of the same entity, KPI and period is overwritten: add them up, or leave one out',
      where,
      count,
    });
    const rows = [
      row('2026-04-01', 3),
      row('2026-04-02', 7),
      row('2026-04-01', 4),
      row('2026-04-31', 1),
      row('2026-04-31', 1),
      row('2026-04-01', 5),
    ];
    const sent = await push(server, rows).expect(200);
    expect(sent.body).toMatchObject({ rowsRead: 6, rowsRejected: 2 });
    expect(sent.body.warnings).toContainEqual(twice(2, 'measurements[2]'));
    const series = await get(
      server,
      '/series/component/default/a/mttr?period=day',
    );
    expect(
      series.body.points.map((one: { value: number }) => one.value),
    ).toEqual(expect.arrayContaining([5, 7]));
    const imported = await importCsv(
      server,
      [
        'entityRef,kpi,period,value',
        `${a},mttr,2026-04-01,3`,
        `${a},mttr,2026-04-01,4`,
        `${a},mttr,2026-04-02,5`,
        '',
      ].join('\n'),
    ).expect(200);
    expect(imported.body).toMatchObject({ rowsRead: 3, rowsRejected: 0 });
    expect(imported.body.warnings).toContainEqual(twice(1, 'line 3'));
    // What is sent again later corrects what was there
    const again = await push(server, rows.slice(0, 2)).expect(200);
    expect(again.body.warnings).toEqual(
      expect.not.arrayContaining([twice(1, expect.anything() as string)]),
    );
    expect(again.body.warnings).toHaveLength(1);
  });

  it('answers how the score of a node went', async () => {
    const { server } = await startBackend();
    await push(server, [
      { entityRef: a, kpi: 'mttr', period: '2026-03-10', value: 6 },
      { entityRef: a, kpi: 'mttr', period: '2026-04-10', value: 3 },
    ]).expect(200);
    const ofEntity = '/scorecards/component/default/a/history';
    const { body } = await get(
      server,
      `${ofEntity}?tree=tree&from=2026-02-01`,
    ).expect(200);
    expect(body).toEqual({
      scope: a,
      tree: 'tree',
      node: 'goal',
      periodType: 'month',
      points: [
        { period: '2026-02-01', score: null, status: 'no-data', coverage: 0 },
        { period: '2026-03-01', score: 75, status: 'at-risk', coverage: 1 },
        { period: '2026-04-01', score: 100, status: 'on-target', coverage: 1 },
      ],
    });
    await get(server, `${ofEntity}?tree=other`).expect(404);
    await get(server, `${ofEntity}?tree=tree&node=x`).expect(404);
    await get(server, ofEntity).expect(400);
    await get(server, `${ofEntity}?tree=tree&from=x`).expect(400);
    await get(
      server,
      `${ofEntity}?tree=tree&period=day&from=1990-01-01`,
    ).expect(400);
  });

  it('answers scorecards as of a day, and beside another', async () => {
    const { server } = await startBackend();
    await push(server, [
      { entityRef: a, kpi: 'mttr', period: '2026-03-10', value: 6 },
      { entityRef: a, kpi: 'mttr', period: '2026-04-10', value: 3 },
    ]).expect(200);
    const days = 'asOf=2026-04-30&compare=2026-03-31';
    const { body } = await get(
      server,
      `/scorecards/component/default/a?tree=tree&${days}`,
    ).expect(200);
    expectToFit('/v1/scorecards/{kind}/{namespace}/{name}', body);
    expect(body).toMatchObject({
      asOf: '2026-05-01T00:00:00.000Z',
      compare: '2026-03-31',
      trees: [{ root: { score: 100, before: { score: 75 } } }],
    });
    expect(body.trees[0].root.children[0].children[0]).toMatchObject({
      value: 3,
      tags: ['dora'],
      before: { period: '2026-03-01', value: 6, score: 75 },
    });
    const all = await get(server, `/scorecards/all?${days}`).expect(200);
    expectToFit('/v1/scorecards/all', all.body);
    const past = await get(server, '/heatmap?tree=tree&asOf=2026-03-31');
    expectToFit('/v1/heatmap', past.body);
    expect(past.body.rows).toMatchObject([{ entityRef: a, score: 75 }]);
  });

  it('answers lists page by page', async () => {
    const names = ['one', 'three', 'two', 'zero'];
    const { server } = await startBackend({
      entities: names.map(name => kpiEntity(name, { owner: 'group:x/y' })),
    });
    for (let i = 0; i < 3; i++) {
      await collect(server);
    }
    for (const [path, keyOf] of [
      ['/kpis', (item: Record<string, string>) => item.name],
      [
        '/definitions/problems',
        (item: Record<string, string>) => item.entityRef,
      ],
      ['/runs', (item: Record<string, string>) => item.id],
    ] as const) {
      const all = await get(server, `${path}?limit=100`).expect(200);
      expect(all.body.nextCursor).toBeUndefined();
      const pages: string[] = [];
      let cursor: string | undefined;
      do {
        const { body } = await get(
          server,
          `${path}?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
        ).expect(200);
        expect(body.items.length).toBeLessThanOrEqual(2);
        pages.push(...body.items.map(keyOf));
        cursor = body.nextCursor;
      } while (cursor);
      expect(pages.length).toBeGreaterThan(2);
      expect(pages).toEqual(all.body.items.map(keyOf));
      const { body } = await get(server, `${path}?cursor=nonsense`).expect(400);
      expect(body.error.message).toBe(
        'cursor is nonsense: use the nextCursor of the page before',
      );
    }
  });

  it('answers 304 where nothing has changed since', async () => {
    const { server } = await startBackend();
    await collect(server);
    for (const path of [
      '/scorecards/component/default/a',
      '/scorecards/all',
      '/series/component/default/a/mttr',
      '/kpis/mttr/members',
      '/kpis',
    ]) {
      const { headers } = await get(server, path).expect(200);
      const again = await get(server, path)
        .set('If-None-Match', headers.etag)
        .expect(304);
      expect(again.text).toBe('');
      await get(server, path).set('If-None-Match', '"other"').expect(200);
    }
  });

  it('answers sources and runs', async () => {
    const { server } = await startBackend();
    const run = await collect(server);
    const sources = await get(server, '/sources').expect(200);
    expect(sources.body.items).toEqual([
      {
        id: 'test',
        description: null,
        mistakes: [],
        kpis: ['mttr'],
        state: 'idle',
        lastRun: run,
        heldRun: null,
        lastSuccessAt: run.endedAt,
        measuredAt: '2026-05-15T00:00:00.000Z',
        newestAgeDays: 35,
        staleSeries: 0,
        nextRunAt: null,
        pausedUntil: null,
        newestPeriod: '2026-04-10',
        seriesCount: 1,
      },
    ]);
    const runs = await get(server, '/runs?source=test&limit=5').expect(200);
    expect(runs.body.items).toContainEqual(run);
    await get(server, '/runs?source=other').expect(200, { items: [] });
    await get(server, '/runs/nothing').expect(404);
    await request(server)
      .post('/api/kpi-tree/v1/sources/other/runs')
      .expect(404);
  });

  it('answers as its document says', async () => {
    const { server, source } = await startBackend({
      entities: [kpiEntity('bad', { unit: undefined }), entity('System:s')],
    });
    const run = await collect(server);
    const paths: [keyof typeof spec.paths, string][] = [
      ['/v1/trees', '/trees'],
      ['/v1/trees/{name}', '/trees/tree'],
      ['/v1/kpis', '/kpis'],
      ['/v1/kpis/{name}', '/kpis/mttr'],
      ['/v1/trees/{name}/versions', '/trees/tree/versions'],
      ['/v1/trees/{name}/usage', '/trees/tree/usage'],
      ['/v1/kpis/{name}/versions', '/kpis/mttr/versions'],
      ['/v1/kpis/{name}/usage', '/kpis/mttr/usage'],
      ['/v1/kpis/{name}/members', '/kpis/mttr/members?scope=all'],
      ['/v1/scorecards/all', '/scorecards/all'],
      [
        '/v1/scorecards/{kind}/{namespace}/{name}',
        '/scorecards/component/default/a',
      ],
      ['/v1/scorecards/all/history', '/scorecards/all/history?tree=tree'],
      [
        '/v1/scorecards/{kind}/{namespace}/{name}/history',
        '/scorecards/component/default/a/history?tree=tree&node=d2c%2Fmttr',
      ],
      ['/v1/series/all/{kpi}', '/series/all/mttr'],
      [
        '/v1/series/{kind}/{namespace}/{name}/{kpi}',
        '/series/component/default/a/mttr',
      ],
      ['/v1/measurements/rights', '/measurements/rights'],
      [
        '/v1/scorecards/all/contributions',
        '/scorecards/all/contributions?tree=tree',
      ],
      [
        '/v1/scorecards/{kind}/{namespace}/{name}/contributions',
        '/scorecards/component/default/a/contributions?tree=tree',
      ],
      ['/v1/contributions/all/{kpi}', '/contributions/all/mttr'],
      [
        '/v1/contributions/{kind}/{namespace}/{name}/{kpi}',
        '/contributions/system/default/s/mttr',
      ],
      ['/v1/changes', '/changes?scope=component:default/a&kpi=mttr'],
      ['/v1/definitions/problems', '/definitions/problems'],
      ['/v1/insights', '/insights?scope=component:default/a&since=P1Y'],
      ['/v1/quality', '/quality?scope=component:default/a'],
      ['/v1/heatmap', '/heatmap?tree=tree'],
      ['/v1/owned', '/owned?owner=group:default/owners'],
      ['/v1/status', '/status'],
      ['/v1/sources', '/sources'],
      ['/v1/runs', '/runs'],
      ['/v1/runs/{id}', `/runs/${run.id}`],
    ];
    for (const [path, url] of paths) {
      expectToFit(path, (await get(server, url).expect(200)).body);
    }
    const { body } = await request(server)
      .post('/api/kpi-tree/v1/sources/test/runs')
      .expect(202);
    expectToFit('/v1/sources/{id}/runs', body, 'post');
    await endOf(server, body.id);
    source.collectWith = async function* nothing() {};
    const held = await collect(server);
    expect(held).toMatchObject({ state: 'held-back', loss: null });
    expectToFit('/v1/runs/{id}', held);
    expectToFit('/v1/sources', (await get(server, '/sources')).body);
    const accepted = await request(server)
      .post(`/api/kpi-tree/v1/runs/${held.id}/accept`)
      .expect(202);
    expectToFit('/v1/runs/{id}/accept', accepted.body, 'post');
    expect(accepted.body).toMatchObject({ accepts: held.id });
    expect(await endOf(server, accepted.body.id)).toMatchObject({
      state: 'succeeded',
    });
    await request(server)
      .post(`/api/kpi-tree/v1/runs/${held.id}/accept`)
      .expect(409);
    source.collectWith = async function* endless() {
      await new Promise(() => {});
      yield {};
    };
    const started = await request(server)
      .post('/api/kpi-tree/v1/sources/test/runs')
      .send({ from: '2026-05-01', dryRun: true });
    expect(started.body).toMatchObject({ trigger: 'backfill', dryRun: true });
    const cancelled = await request(server)
      .post(`/api/kpi-tree/v1/runs/${started.body.id}/cancel`)
      .expect(202);
    expectToFit('/v1/runs/{id}/cancel', cancelled.body, 'post');
    const yaml = JSON.stringify(kpiEntity('mttr'));
    const posts = [
      ['/v1/definitions/check', { yaml }],
      ['/v1/definitions/try', { yaml, entityRef: a }],
    ] as const;
    for (const [path, draft] of posts) {
      const answer = await request(server)
        .post(`/api/kpi-tree${path}`)
        .send(draft)
        .expect(200);
      expectToFit(path, answer.body, 'post');
    }
    const scores = await request(server)
      .post('/api/kpi-tree/v1/scores')
      .send({ entityRefs: [a, 'component:default/none'] })
      .expect(200);
    expectToFit('/v1/scores', scores.body, 'post');
    expect(scores.body.items).toMatchObject([
      { entityRef: a, tree: 'tree', score: 100, counts: { 'on-target': 1 } },
      { entityRef: 'component:default/none', tree: null },
    ]);
    const pushed = await push(server, [{ entityRef: a, kpi: 'x' }]);
    expectToFit('/v1/measurements', pushed.body, 'post');
    const imported = await importCsv(server, 'entityRef,kpi,period,value\n');
    expectToFit('/v1/measurements/import', imported.body, 'post');
    expect(
      [
        ...paths.map(([path]) => path),
        ...posts.map(([path]) => path),
        '/v1/scores',
        // A picture: see badges.test.ts
        '/v1/badges/{kind}/{namespace}/{name}.svg',
        '/v1/measurements',
        '/v1/measurements/import',
        '/v1/sources/{id}/runs',
        '/v1/runs/{id}/accept',
        '/v1/runs/{id}/cancel',
      ].sort(),
    ).toEqual(Object.keys(spec.paths).sort());
  });

  it('checks and tries definitions', async () => {
    const { server } = await startBackend();
    const post = (path: string, body: object) =>
      request(server).post(`/api/kpi-tree/v1/definitions/${path}`).send(body);
    // JSON is YAML
    const yaml = JSON.stringify(kpiEntity('mttr', { target: 2 }));
    const check = await post('check', { yaml }).expect(200);
    expect(check.body).toMatchObject({
      problems: [],
      kpi: { spec: { target: 2 } },
    });
    const trial = await post('try', { yaml, entityRef: a }).expect(200);
    expect(trial.body).toMatchObject({ measurements: 1, stoppedBy: null });
    expect(trial.body.series.points[0]).toMatchObject({ value: 3, target: 2 });

    await post('check', {}).expect(400);
    await post('check', { yaml: 'a'.repeat(100_001) }).expect(400);
    await post('try', { yaml, entityRef: 'x' }).expect(400);
    await post('try', { yaml: 'a: 1', entityRef: a }).expect(400);
    await post('try', { yaml, entityRef: 'component:default/x' }).expect(404);
  });

  it('asks for permission to try definitions, not to check them', async () => {
    const { server } = await startBackend({ permission: AuthorizeResult.DENY });
    const post = (path: string, draft: object) =>
      request(server).post(`/api/kpi-tree/v1/definitions/${path}`).send(draft);
    const yaml = 'a: 1';
    await post('check', { yaml }).expect(200);
    const { body } = await post('try', { yaml, entityRef: a }).expect(403);
    expect(body.error.message).toMatch(/kpi-tree\.definition\.try/);
  });

  it('asks for permission to see and start runs', async () => {
    const { server } = await startBackend({ permission: AuthorizeResult.DENY });
    for (const path of ['/sources', '/runs', '/runs/x']) {
      const { body } = await get(server, path).expect(403);
      expect(body.error.message).toBe(
        'You need the permission kpi-tree.run.read: ask the admin of the portal',
      );
    }
    await request(server)
      .post('/api/kpi-tree/v1/sources/test/runs')
      .expect(403);
    await push(server, []).expect(403);
    await importCsv(server, '').expect(403);
    await get(server, '/scorecards/all').expect(200);
  });

  it('tells the problems of definitions', async () => {
    const { server } = await startBackend({
      entities: [kpiEntity('bad', { unit: undefined })],
    });
    const { body } = await get(server, '/definitions/problems').expect(200);
    expect(body.items).toEqual([
      {
        entityRef: 'kpi:default/bad',
        field: 'spec.unit',
        message:
          'spec.unit is missing: give the unit of the value, such as h, min, % or 1',
      },
    ]);
  });

  it('tells what moved, and not again what the caller has', async () => {
    const { server } = await startBackend();
    await push(server, [measured(a, 'mttr', 9, { period: '2026-03-10' })]);
    await collect(server);
    const answer = await get(server, '/insights').expect(200);
    expectToFit('/v1/insights', answer.body);
    expect(answer.body).toMatchObject({
      since: '2026-04-15',
      partial: false,
      items: [
        { scope: 'all', kpi: 'mttr', status: 'on-target' },
        { scope: a, kpi: 'mttr', evidence: [{ kind: 'status' }] },
      ],
    });
    await get(server, '/insights')
      .set('If-None-Match', answer.headers.etag)
      .expect(304);
    const asked = `/insights?scope=Component:a&since=2026-05-01`;
    expect((await get(server, asked).expect(200)).body.items).toHaveLength(1);
    expect(
      (await get(server, '/insights?since=2026-05-02')).body.items,
    ).toEqual([]);
    await get(server, '/insights?scope=component:default/none').expect(404);
  });

  it('tells what is wrong by owner', async () => {
    const { server } = await startBackend({
      entities: [kpiEntity('lost', { owner: 'group:default/gone' })],
    });
    const { body } = await get(server, '/quality').expect(200);
    expect(body).toMatchObject({
      scope: 'all',
      counts: { owner: 1, review: 2 },
      owners: [
        { owner: null, total: 2 },
        { owner: 'group:default/owners', title: 'owners' },
      ],
    });
    const asked = '/quality?scope=all&owner=none&kind=owner';
    const { body: nobodys } = await get(server, asked).expect(200);
    expect(nobodys.items).toMatchObject([
      { kind: 'owner', owner: null, entityRef: 'kpi:default/lost' },
    ]);
    const owned = '/quality?owner=Group:owners&kind=review';
    expect((await get(server, owned).expect(200)).body.items).toMatchObject([
      { kind: 'review', kpi: 'mttr' },
    ]);
    await get(server, '/quality?scope=component:default/none').expect(404);
  });

  it.each([
    ['/series/all/mttr?period=year', /period/],
    ['/kpis/mttr/members?limit=0', /limit/],
    ['/kpis/mttr/members?limit=x', /limit/],
    ['/kpis/mttr/members?scope=::', /not an entity reference/],
    ['/series/all/mttr?from=yesterday', /from is "yesterday": use a date/],
    ['/insights?since=yesterday', /since is "yesterday": use a date/],
    ['/insights?scope=::', /not an entity reference/],
    ['/insights?limit=0', /limit/],
    ['/insights?cursor=x', /cursor is x/],
    ['/quality?kind=nonsense', /kind/],
    ['/quality?owner=::', /not an entity reference/],
    ['/scorecards/all?asOf=yesterday', /^asOf is "yesterday": use a date/],
    ['/scorecards/Component/default/a?compare=2026', /^compare is "2026": use/],
    ['/heatmap', /tree/],
    ['/heatmap?tree=tree&sort=value', /sort/],
    ['/heatmap?tree=tree&sort=kpi:mtbf', /^sort is kpi:mtbf.*kpi:mttr/],
    ['/heatmap?tree=tree&limit=2001', /limit/],
    ['/heatmap?tree=tree&asOf=2026-02-30', /^asOf is "2026-02-30": use a date/],
    ['/heatmap?tree=tree&cursor=x', /cursor is x/],
    ['/owned?owner=::', /not an entity reference/],
    ['/owned?status=bad', /status/],
    ['/owned?limit=501', /limit/],
    ['/owned?cursor=x', /cursor is x/],
  ])('refuses %s', async (path, message) => {
    const { server } = await startBackend();
    const { body } = await get(server, path).expect(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it('tells whoever asks what she and her groups own', async () => {
    const { server } = await startBackend({
      entities: [kpiEntity('mine', { owner: 'user:default/mock' })],
    });
    const mine = await get(server, '/owned').expect(200);
    expect(mine.body).toEqual({
      owners: ['user:default/mock'],
      items: [],
      totalItems: 0,
      counts: {},
    });
    await collect(server);
    const asked =
      '/owned?owner=Group:owners&scope=component:a&status=on-target,stale';
    const { body } = await get(server, asked).expect(200);
    expect(body).toMatchObject({
      owners: ['group:default/owners'],
      items: [{ entityRef: a, kpi: 'mttr', node: 'd2c/mttr', score: 100 }],
      counts: { 'on-target': 1 },
    });
    const service = await get(server, '/owned')
      .set('Authorization', mockCredentials.service.header())
      .expect(400);
    expect(service.body.error.message).toMatch(/^owner is missing/);
    await get(server, '/owned?scope=component:default/none').expect(404);
  });

  it.each([
    [{}, /entityRefs/],
    [{ entityRefs: ['::'] }, /not an entity reference/],
    [{ entityRefs: Array(201).fill(a) }, /200/],
  ])('refuses scores of %j', async (body, message) => {
    const { server } = await startBackend();
    const answer = await request(server)
      .post('/api/kpi-tree/v1/scores')
      .send(body)
      .expect(400);
    expect(answer.body.error.message).toMatch(message);
  });
});

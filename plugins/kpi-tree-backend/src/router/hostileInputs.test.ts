/**
 * Whatever a caller sends costs the caller only: each parameter and each field of a body
 * of every operation of openapi.yaml is sent as it should be and as nobody should, on both
 * databases, to a portal whose catalog has definitions and annotations that nobody should
 * write. The answer is never a 5xx and says what would be right, the backend is alive all
 * the time, and a control series is right all the time.
 *
 * More cases by hand, with other seeds and a bound on each answer: see CONTRIBUTING.md.
 */
import {
  mockServices,
  startTestBackend,
  TestDatabaseId,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import fc from 'fast-check';
import { testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { sourceModule } from '../__testUtils__/startBackend';
import kpiTreePlugin from '..';
import {
  Answer,
  hostileRequest,
  isAlive,
  json,
  nested,
  operations,
  Right,
  rightRequest,
  send,
  Sent,
} from './__testUtils__/hostile';
import { hostileEntities } from './__testUtils__/hostileDefinitions';

jest.setTimeout(900_000);

const databases = testDatabases();
const runs = Number(process.env.KPI_TREE_HOSTILE_RUNS ?? 300);
const seed = Number(process.env.KPI_TREE_HOSTILE_SEED ?? 20_261_128);
/** Nothing takes longer, however busy the machine is; by hand it is a second. */
const longestMs = Number(process.env.KPI_TREE_HOSTILE_MS ?? 60_000);
/** How often the control series is looked at. */
const RUNS_PER_LOOK = 25;

const a = 'component:default/a';
const row = { entityRef: a, kpi: 'mttr', period: '2026-04-10', value: 3 };
const kpiYaml = `apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata: { name: draft, title: Draft, description: A draft }
spec:
  lifecycle: production
  owner: group:default/owners
  unit: h
  direction: lower
  grain: day
  period: month
  aggregate: { overTime: mean, overEntities: mean }
  target: 4
  source: { id: test }
`;

const right: Right = {
  parameters: {
    kind: 'component',
    namespace: 'default',
    name: 'a',
    entityRef: 'component:default/a',
    kpi: 'mttr',
    id: 'test',
    tree: 'tree',
    node: 'd2c',
    scope: 'all',
    owner: 'group:default/owners',
    source: 'test',
    date: '2026-01-01',
    from: '2026-01-01',
    to: '2026-05-01',
    asOf: '2026-04-30',
    compare: '2026-03-31',
    since: 'P1M',
    sort: 'name',
    order: 'asc',
    group: 'system',
    period: 'month',
    by: 'member',
    top: '5',
    before: '2026-03-01',
    after: '2026-04-01',
    status: 'on-target',
    limit: '5',
    dryRun: 'true',
  },
  bodies: {
    '/v1/measurements': { source: 'ci', measurements: [row, row] },
    '/v1/changes': {
      scope: 'all',
      kpi: 'mttr',
      date: '2026-01-01',
      reason: 'A change',
    },
    '/v1/actions': {
      subject: { scope: 'all', kpi: 'mttr' },
      fields: {
        title: 'An action',
        owner: 'user:default/jane',
        state: 'proposed',
      },
    },
    '/v1/actions/{id}': {
      title: 'An action',
      owner: 'user:default/jane',
      state: 'proposed',
    },
    '/v1/comments': {
      scope: 'all',
      kpi: 'mttr',
      periodType: 'month',
      period: '2026-01-01',
      text: 'What happened',
    },
    '/v1/check-ins': {
      scope: 'all',
      kpi: 'mttr',
      periodType: 'month',
      period: '2026-01-01',
      text: 'It comes right',
      confidence: 'on-track',
    },
    '/v1/exceptions': {
      scope: 'all',
      kpi: 'mttr',
      periodType: 'month',
      period: '2026-01-01',
      reason: 'A flood',
    },
    '/v1/comments/{id}': { text: 'What happened' },
    '/v1/reviews': {
      scope: 'all',
      tree: 'tree',
      periodType: 'month',
      period: '2026-03-01',
    },
    '/v1/reviews/{id}': { notes: 'Words', decisions: [{ text: 'A decision' }] },
    '/v1/message-preferences': {
      digest: {
        every: 'week',
        timeZone: 'Europe/Berlin',
        weekday: 1,
        hour: 8,
      },
    },
    '/v1/follows': { scope: 'all', kpi: 'mttr' },
    '/v1/scores': { entityRefs: [a, 'component:default/b'] },
    '/v1/sources/{id}/runs': { from: '2026-01-01', to: '2026-02-01' },
    '/v1/definitions/check': { yaml: kpiYaml },
    '/v1/definitions/try': { yaml: kpiYaml, entityRef: a },
  },
};

/** The configuration of a fresh database. */
async function databaseConfig(id: TestDatabaseId) {
  if (id === 'SQLITE_3') {
    return { client: 'better-sqlite3', connection: ':memory:' };
  }
  const { client } = await databases.init(id);
  const { host, port, user, password, database } = client.config.connection;
  return {
    client: 'pg',
    connection: { host, port, user, password, database },
    pluginDivisionMode: 'schema',
    ensureSchemaExists: true,
  };
}

/** Definitions and annotations that nobody should write. */
const [catalog] = fc.sample(hostileEntities, { numRuns: 1, seed });

const breakdowns = [{ id: 'member', column: 'priority' }];

async function startBackend(id: TestDatabaseId): Promise<number> {
  const { server } = await startTestBackend({
    features: [
      kpiTreePlugin,
      sourceModule(new FakeSource('test')),
      catalogServiceMock.factory({
        entities: [
          owners,
          kpiEntity('mttr', { breakdowns }),
          kpiEntity('control', { source: undefined, breakdowns }),
          kpiEntity('count', {
            source: undefined,
            aggregate: { overTime: 'sum', overEntities: 'sum' },
          }),
          kpiEntity('computed', {
            source: undefined,
            formula: '100 * count / mttr',
          }),
          treeEntity('tree', { d2c: ['mttr', 'control', 'count', 'computed'] }),
          ...catalog,
          entity('System:s'),
          entity('Component:a', {
            relations: { 'system:default/s': 'partOf' },
          }),
          entity('Component:b', {
            relations: { 'system:default/s': 'partOf' },
          }),
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: { database: await databaseConfig(id) },
          kpiTree: { asOf: '2026-05-15', badges: { public: true } },
        },
      }),
    ],
  });
  return server.port();
}

const bodyOf = ({ text }: Answer) => JSON.parse(text);
const messageOf = (answer: Answer) => bodyOf(answer).error.message;

/** Of a and of b, of which each has one measurement a month: 3 and 5. */
const controlValues = [3, 4, 4].map(value => [
  ['2026-03-01', value],
  ['2026-04-01', value],
]);

const noRows = { rowsRead: 0, rowsRejected: 0, measurementsWritten: 0 };

/** Whether it answers how many rows were stored. */
const isWrite = ({ method, path }: Sent) =>
  method === 'POST' && path.startsWith('/v1/measurements');

/** The text that a cursor has. */
const cursorOf = (position: unknown) =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

describe.each(databases.eachSupportedId())('what callers send, on %s,', id => {
  let port: number;

  const post = (path: string, body: unknown) =>
    send(port, {
      method: 'POST',
      path,
      headers: json,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const importCsv = (body: string | Buffer, query = '') =>
    send(port, {
      method: 'POST',
      path: `/v1/measurements/import${query}`,
      headers: { 'content-type': 'text/csv' },
      body,
    });
  const get = (path: string) => send(port, { method: 'GET', path });
  /** The values of the control series of an entity and of its system. */
  const control = async () =>
    Promise.all(
      ['component/default/a', 'system/default/s', 'all'].map(async scope => {
        const answer = await get(`/v1/series/${scope}/control?from=2026-03-01`);
        return bodyOf(answer).points.flatMap(
          ({
            period: start,
            value,
          }: {
            period: string;
            value: number | null;
          }) => (value === null ? [] : [[start, value]]),
        );
      }),
    );

  beforeAll(async () => {
    port = await startBackend(id);
    const pushed = await post('/v1/measurements', {
      measurements: ['a', 'b'].flatMap(name =>
        ['mttr', 'control'].flatMap(kpi =>
          ['2026-03-10', '2026-04-10'].map(start => ({
            entityRef: `component:default/${name}`,
            kpi,
            period: start,
            value: name === 'a' ? 3 : 5,
          })),
        ),
      ),
    });
    if (bodyOf(pushed).measurementsWritten !== 8) {
      throw new Error(pushed.text);
    }
    // Scopes follow what was pushed
    while (JSON.stringify(await control()) !== JSON.stringify(controlValues)) {
      await new Promise(setImmediate);
    }
  });

  it('is an error of its row where it is one', async () => {
    const good = Array.from({ length: 10 }, (_, i) => ({
      ...row,
      period: `2026-04-1${i}`,
    }));
    const answer = await post('/v1/measurements', {
      measurements: [
        ...good,
        null,
        { ...row, wieght: 2 },
        { ...row, kpi: '\0' },
      ],
    });
    expect(bodyOf(answer)).toMatchObject({
      rowsRead: 13,
      rowsRejected: 3,
      measurementsWritten: 10,
      rejected: [
        {
          row: 10,
          message: expect.stringMatching(/^the row is not an object/),
        },
        { row: 11, message: expect.stringMatching(/^"wieght" is not a field/) },
        { row: 12, message: expect.stringMatching(/^kpi is "\\u0000", which/) },
      ],
    });
    const deep = await post(
      '/v1/measurements',
      `{"measurements":[{"entityRef":${nested}},${nested},${JSON.stringify(
        row,
      )}]}`,
    );
    expect(bodyOf(deep)).toMatchObject({
      rowsRejected: 2,
      measurementsWritten: 1,
    });
  });

  it('is kept but for the bad rows of a CSV file', async () => {
    const day = (i: number) =>
      new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    const rows = (count: number, isBad: (i: number) => boolean) =>
      Array.from({ length: count }, (_, i) =>
        isBad(i)
          ? `${a},mttr,"${day(i % 2_000)},3`
          : `${a},mttr,${day(i % 2_000)},3`,
      );
    const file = (lines: string[]) =>
      `entityRef,kpi,period,value\n${lines.join('\n')}\n`;
    expect(
      bodyOf(await importCsv(file(rows(3_001, i => i === 12)))),
    ).toMatchObject({
      rowsRead: 3_001,
      rowsRejected: 1,
      measurementsWritten: 3_000,
      rejected: [
        {
          row: 14,
          message: expect.stringMatching(
            /^a quote is opened in column 3 and not closed/,
          ),
        },
      ],
    });
    const many = bodyOf(
      await importCsv(file(rows(100_000, i => i % 100 === 7)), '?dryRun=true'),
    );
    expect(many).toMatchObject({
      rowsRead: 100_000,
      rowsRejected: 1_000,
      measurementsWritten: 99_000,
    });
    expect(many.rejected.map((r: { row: number }) => r.row)).toEqual(
      Array.from({ length: 1_000 }, (_, i) => i * 100 + 9),
    );
  });

  it.each<[string, Sent, string]>([
    [
      'the source of measurements',
      {
        method: 'POST',
        path: '/v1/measurements',
        body: JSON.stringify({ source: 'a\0b', measurements: [row] }),
      },
      'source',
    ],
    [
      'the source of a file',
      {
        method: 'POST',
        path: '/v1/measurements/import?source=a%00b',
        body: '',
      },
      'source',
    ],
    [
      'the reason of a change',
      {
        method: 'POST',
        path: '/v1/changes',
        body: JSON.stringify({
          ...(right.bodies['/v1/changes'] as object),
          reason: 'a\0b',
        }),
      },
      'reason',
    ],
    [
      'the title of an action',
      {
        method: 'POST',
        path: '/v1/actions',
        body: JSON.stringify({
          subject: { scope: 'all', kpi: 'mttr' },
          fields: {
            title: 'a\0b',
            owner: 'user:default/jane',
            state: 'proposed',
          },
        }),
      },
      'title',
    ],
    [
      'one of several references',
      {
        method: 'POST',
        path: '/v1/scores',
        body: JSON.stringify({ entityRefs: [a, 'component:default/\ud800'] }),
      },
      'entityRefs[1]',
    ],
    ['a query', { method: 'GET', path: '/v1/runs?source=a%00b' }, 'source'],
    ['a path', { method: 'GET', path: '/v1/runs/a%00b' }, 'id'],
    [
      'a path that is written to',
      { method: 'POST', path: '/v1/runs/a%00b/cancel' },
      'id',
    ],
    [
      'the name of an entity',
      { method: 'GET', path: '/v1/scorecards/component/default/a%00b' },
      'name',
    ],
  ])('is refused with its name for a NUL in %s', async (_, sent, name) => {
    const answer = await send(port, {
      ...sent,
      headers: {
        'content-type': sent.path.includes('/import')
          ? 'text/csv'
          : 'application/json',
      },
    });
    expect([answer.status, messageOf(answer)]).toEqual([
      400,
      `${name} has a character that cannot be stored, NUL or half of a surrogate pair: leave it out`,
    ]);
  });

  it('is no position of a list where it is none', async () => {
    const event = {
      order: 1,
      subject: 'x',
      kpi: 'y',
      seriesId: 1,
      kind: 'status',
    };
    const bad: [string, unknown][] = [
      ['/v1/insights', { ...event, seriesId: 1.5 }],
      ['/v1/insights', { ...event, seriesId: 2 ** 31 }],
      ['/v1/insights', { ...event, seriesId: -1e300 }],
      ['/v1/insights', { ...event, subject: '\0' }],
      ['/v1/runs', { startedAt: '\0', id: 'x' }],
      ['/v1/runs', { startedAt: '2026', id: 'a\0b' }],
      ['/v1/kpis', { after: '\ud800' }],
      [
        '/v1/kpis/mttr/members',
        { part: 'others', title: 'x', entityRef: '\0' },
      ],
      ['/v1/owned?owner=group:default/owners', { status: null }],
      ['/v1/heatmap?tree=tree', 'x'],
      ['/v1/quality', []],
    ];
    for (const [path, position] of bad) {
      const mark = path.includes('?') ? '&' : '?';
      const answer = await get(`${path}${mark}cursor=${cursorOf(position)}`);
      expect([path, answer.status, messageOf(answer)]).toEqual([
        path,
        400,
        expect.stringMatching(/^cursor is .*: use the nextCursor of the page/),
      ]);
    }
    const fine = await get(`/v1/insights?cursor=${cursorOf(event)}`);
    expect(fine.status).toBe(200);
  });

  it('is no limit where it is no whole number', async () => {
    for (const limit of ['Infinity', '-Infinity', 'NaN', '1.5', '1e9', '-1']) {
      const answer = await get(`/v1/kpis?limit=${limit}`);
      expect([limit, answer.status]).toEqual([limit, 400]);
      expect(messageOf(answer)).toContain('limit');
    }
    const answer = await get('/v1/kpis?limit=1&limit=2');
    expect(answer.status).toBe(400);
  });

  it('is not read further than it may be', async () => {
    const large = await post(
      '/v1/measurements',
      `{"measurements":["${'x'.repeat(21_000_000)}"]}`,
    );
    expect([large.status, messageOf(large)]).toEqual([
      413,
      'The body has more than 20971520 bytes: send fewer measurements per request, or a CSV file to /v1/measurements/import',
    ]);
    const others = await post('/v1/scores', `["${'x'.repeat(1_100_000)}"]`);
    expect([others.status, messageOf(others)]).toEqual([
      413,
      'The body has more than 1048576 bytes: send a smaller one',
    ]);
    const long = await post('/v1/definitions/check', {
      yaml: 'x'.repeat(100_001),
    });
    expect([long.status, messageOf(long)]).toEqual([
      400,
      'request/body/yaml must NOT have more than 100000 characters',
    ]);
    const unknown = await post('/v1/scores', { entityRefs: [], extra: 1 });
    expect([unknown.status, messageOf(unknown)]).toEqual([
      400,
      'request/body must NOT have additional properties',
    ]);
  });

  it('is answered whatever it is', async () => {
    const slowest = { ms: 0, sent: {} as Sent };
    let count = 0;
    await fc.assert(
      fc.asyncProperty(hostileRequest(right), async sent => {
        const start = performance.now();
        const [answer, life] = await Promise.all([
          send(port, sent),
          isAlive(port),
        ]);
        const ms = performance.now() - start;
        if (ms > slowest.ms) {
          Object.assign(slowest, { ms, sent });
        }
        expect(answer.status).toBeLessThan(500);
        expect(life).toBe(200);
        expect(ms).toBeLessThan(longestMs);
        // No route at all, or more than Node reads of a URL: none of ours has seen it
        const isSilent =
          [404, 431].includes(answer.status) && answer.text === '';
        const message =
          answer.status < 400 || isSilent ? 'none' : messageOf(answer);
        expect(message).toEqual(expect.stringMatching(/./));
        const { rowsRead, rowsRejected, measurementsWritten } =
          answer.status === 200 && isWrite(sent) ? bodyOf(answer) : noRows;
        expect(rowsRejected + measurementsWritten).toBe(rowsRead);
        count++;
        expect(count % RUNS_PER_LOOK ? controlValues : await control()).toEqual(
          controlValues,
        );
      }),
      { numRuns: runs, seed, includeErrorInReport: true, endOnFailure: true },
    );
    expect(await control()).toEqual(controlValues);
    if (process.env.KPI_TREE_HOSTILE_RUNS) {
      // eslint-disable-next-line no-console
      console.log(id, seed, JSON.stringify(slowest).slice(0, 500));
    }
  });

  it('leaves all that is read readable', async () => {
    // A system has members, of which there is more to read
    const ofSystem: Right = {
      ...right,
      parameters: {
        ...right.parameters,
        ...{ kind: 'system', name: 's', kpi: 'control' },
      },
    };
    const reads = operations.filter(({ method }) => method === 'GET');
    for (const operation of reads) {
      const answer = await send(port, rightRequest(operation, ofSystem));
      // There is no run that is called as its source is, and nothing that people write
      const expected = /^\/v1\/(runs|actions|comments|reviews)\/\{id\}/.test(
        operation.path,
      )
        ? 404
        : 200;
      expect([operation.path, answer.status, answer.text]).toEqual([
        operation.path,
        expected,
        expect.anything(),
      ]);
    }
  });
});

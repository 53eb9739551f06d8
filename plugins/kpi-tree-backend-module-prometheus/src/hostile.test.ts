/**
 * Systems that do whatever is bad, asked by real sources in a real backend: each run
 * ends and says why, a good source is collected meanwhile, and nothing is left over.
 */
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The whole way of a number is under test
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import kpiTreePlugin from '@kpi-tree/backstage-plugin-kpi-tree-backend';
import recordsModule from '@kpi-tree/backstage-plugin-kpi-tree-backend-module-records';
import { Run, Source } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import dns from 'node:dns';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import request from 'supertest';
import prometheusModule from '.';
import { answerWell, bad, Behaviour, odd } from './__testUtils__/behaviours';

jest.setTimeout(180_000);

const MB = 1_000_000;

/** Of what runs and answers at once; ten gigabytes are far more. */
const MEMORY_BOUND = 400 * MB;

const servers: Server[] = [];

async function serve(does: Behaviour): Promise<string> {
  let count = 0;
  const server = createServer((req, res) => does(res, req, ++count));
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  servers.push(server);
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const connections = async () => {
  const counts = await Promise.all(
    servers.map(
      server =>
        new Promise<number>((resolve, reject) => {
          server.getConnections((error, count) =>
            error ? reject(error) : resolve(count),
          );
        }),
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
};

function entity(kind: string, name: string, spec: object): Entity {
  return {
    apiVersion: kind.startsWith('Kpi')
      ? 'kpi-tree.io/v1alpha1'
      : 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', title: name, description: name },
    spec: { lifecycle: 'production', owner: 'group:default/owners', ...spec },
  };
}

type Case = { name: string; id: string; source: object; settings: object };

const prometheus = (name: string, index: number, host: string): Case => ({
  name,
  id: `p${index}`,
  source: {
    url: `http://${host}`,
    history: { days: 5 },
    entities: { byName: true },
    headers: { Authorization: 'Bearer secret-of-a-system' },
  },
  settings: { query: 'up', label: 'service' },
});

const records = (name: string, index: number, http: object): Case => ({
  name,
  id: `r${index}`,
  source: {
    http,
    entities: { column: 'service', byName: true },
    schedule: { frequency: { trigger: 'manual' }, timeout: { seconds: 5 } },
  },
  settings: { time: 'at', measure: 'count' },
});

const entitiesOf = (cases: Case[]) => [
  entity('Group', 'owners', {}),
  entity('Component', 'a', { type: 'service' }),
  ...cases.map(({ id, settings }) =>
    entity('Kpi', id, {
      unit: '1',
      direction: 'lower',
      grain: 'day',
      period: 'month',
      aggregate: { overTime: 'sum', overEntities: 'sum' },
      source: { id, ...settings },
    }),
  ),
  entity('KpiTree', 'tree', {
    appliesTo: { kind: 'Component' },
    root: {
      id: 'goal',
      kind: 'goal',
      title: 'Goal',
      children: [
        {
          id: 'stream',
          kind: 'value-stream',
          title: 'Stream',
          children: cases.map(({ id }) => ({ kpi: id })),
        },
      ],
    },
  }),
];

/** A backend with a source for each case. */
async function startBackend(cases: Case[], allow: string[]) {
  const sources = (prefix: string) =>
    cases
      .filter(({ id }) => id.startsWith(prefix))
      .map(({ id, source }) => ({ id, ...source }));
  const backend = await startTestBackend({
    features: [
      kpiTreePlugin,
      prometheusModule,
      recordsModule,
      catalogServiceMock.factory({ entities: entitiesOf(cases) }),
      mockServices.rootConfig.factory({
        data: {
          kpiTree: {
            collector: { atOnce: 3, attempts: 1 },
            http: {
              allow,
              timeout: { seconds: 4 },
              maxMegabytes: 1,
              attempts: 2,
            },
            prometheus: { sources: sources('p') },
            records: { sources: sources('r') },
          },
        },
      }),
    ],
  });
  const get = async (path: string) =>
    (await request(backend.server).get(`/api/kpi-tree/v1${path}`).expect(200))
      .body;
  const start = async (id: string): Promise<string> => {
    const { body } = await request(backend.server)
      .post(`/api/kpi-tree/v1/sources/${id}/runs`)
      .expect(202);
    return body.id;
  };
  const ended = async (runId: string): Promise<Run> => {
    for (;;) {
      const run: Run = await get(`/runs/${runId}`);
      if (run.state !== 'running') {
        return run;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  };
  return { stop: () => backend.stop(), get, start, ended };
}

const messages = (run: Run) =>
  run.errors.map(error => error.message).join('\n');

/** Frees what nothing refers to any more: only what is held counts as used. */
function collectGarbage() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** How much memory is used at most, beyond what is used now. */
function watchMemory() {
  const used = () => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  collectGarbage();
  const before = used();
  let most = before;
  const timer = setInterval(() => {
    if (used() - before > MEMORY_BOUND) {
      collectGarbage();
    }
    most = Math.max(most, used());
  }, 20);
  return () => {
    clearInterval(timer);
    return most - before;
  };
}

describe('hostile systems', () => {
  let backend: Awaited<ReturnType<typeof startBackend>>;
  let growth = 0;
  let meanwhile = 0;
  const ids = new Map<string, string>();
  const runs = new Map<string, Run>();
  const runOf = (name: string) => runs.get(name)!;
  let timersBefore = 0;

  function activeTimers() {
    return process.getActiveResourcesInfo().filter(one => one === 'Timeout')
      .length;
  }

  /** Names that lead to where nobody is to go. */
  const names = {
    'link-local.test': '169.254.169.254',
    'loopback.test': '127.0.0.1',
    'mapped.test': '::ffff:169.254.169.254',
    'loopback6.test': '::1',
  };

  beforeAll(async () => {
    const { lookup } = dns;
    jest.spyOn(dns, 'lookup').mockImplementation(((
      host: string,
      options: dns.LookupAllOptions,
      callback: (
        error: NodeJS.ErrnoException | null,
        found: dns.LookupAddress[],
      ) => void,
    ) => {
      if (!Object.hasOwn(names, host)) {
        return lookup(host, options, callback);
      }
      const address = names[host as keyof typeof names];
      const family = address.includes(':') ? 6 : 4;
      return callback(null, [{ address, family }]);
    }) as typeof dns.lookup);

    const cases: Case[] = [];
    for (const [name, { does }] of Object.entries({ ...bad, ...odd })) {
      cases.push(prometheus(name, cases.length, await serve(does)));
    }
    for (const name of Object.keys(names)) {
      cases.push(prometheus(name, cases.length, `${name}:9090`));
    }
    const row = { at: '2026-11-01', service: 'a' };
    const circles = await serve(res =>
      res.setHeader('link', '</rows>; rel="next"').end(JSON.stringify([row])),
    );
    const pages = await serve((res, _, count) =>
      res.end(
        JSON.stringify({ rows: [{ ...row, count }], next: String(count) }),
      ),
    );
    const deep = await serve(res =>
      res.end(`[{"at":${'['.repeat(100_000)}${']'.repeat(100_000)}}]`),
    );
    const polluted = await serve(res =>
      res.end(
        '[{"at":"2026-11-01","service":"a","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}]',
      ),
    );
    const http = (host: string, more: object = {}) => ({
      url: `http://${host}/rows`,
      ...more,
    });
    const good = await serve((res, req) => {
      answerWell(res, req);
    });
    cases.push(
      records('pages in circles', 1, http(circles, { paging: { by: 'link' } })),
      records(
        'pages without an end',
        2,
        http(pages, { rows: 'rows', paging: { by: 'cursor', next: 'next' } }),
      ),
      records('rows that are deep', 3, http(deep)),
      records('rows with names that objects have', 4, http(polluted)),
      prometheus('well', cases.length, good),
    );
    cases.forEach(({ name, id }) => ids.set(name, id));

    const memory = watchMemory();
    backend = await startBackend(cases, ['127.0.0.1', 'allowed.test']);
    await backend.get('/sources');
    timersBefore = activeTimers();
    const started: [string, string][] = [];
    for (const { name, id } of cases) {
      started.push([name, await backend.start(id)]);
    }
    // The last is a good one, and does not wait for the others
    const [, well] = started[started.length - 1];
    await backend.ended(well);
    const { items } = await backend.get('/sources');
    meanwhile = items.filter((one: Source) => one.state === 'running').length;
    for (const [name, id] of started) {
      runs.set(name, await backend.ended(id));
    }
    growth = memory();
  });

  afterAll(() => {
    jest.restoreAllMocks();
    servers.forEach(server => {
      server.closeAllConnections();
      server.close();
    });
  });

  it.each(Object.entries(bad))(
    'a system that %s fails its run',
    (name, one) => {
      const run = runOf(name);
      expect(run.state).toBe('failed');
      expect(messages(run)).toMatch(one.message);
      expect(JSON.stringify(run)).not.toContain('secret-of-a-system');
    },
  );

  it.each(Object.entries(odd))('a system that %s is collected', (name, one) => {
    const run = runOf(name);
    expect(run.state).toBe('succeeded');
    expect(messages(run)).toMatch(one.message ?? /^$/);
  });

  it.each(Object.keys(names))('%s is not asked', name => {
    const run = runOf(name);
    expect(run.state).toBe('failed');
    expect(messages(run)).toContain(
      `${name} is an address of the backend's own machine or link`,
    );
  });

  it('pages that never end', () => {
    expect(messages(runOf('pages in circles'))).toContain(
      'keeps returning the same page: check its paging',
    );
    const endless = runOf('pages without an end');
    expect(messages(endless)).toContain('The source took more than 5 s');
  });

  it('rows of any shape', () => {
    expect(messages(runOf('rows that are deep'))).toContain(
      'nested more than 200 deep',
    );
    const run = runOf('rows with names that objects have');
    expect(run).toMatchObject({ state: 'succeeded', measurementsWritten: 1 });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('pause their schedule for as long as they ask, within reason', async () => {
    const { items } = await backend.get('/sources');
    const id = ids.get('wants to be left alone for centuries');
    const { pausedUntil } = items.find((one: Source) => one.id === id);
    const hours = (Date.parse(pausedUntil) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(5);
    expect(hours).toBeLessThan(7);
  });

  it('hold nobody up', () => {
    expect(runOf('well').state).toBe('succeeded');
    expect(meanwhile).toBeGreaterThan(0);
  });

  it('get no secret into any answer', async () => {
    const paths = [
      '/sources',
      '/runs?limit=100',
      '/definitions/problems',
      '/kpis',
    ];
    const answers = await Promise.all(paths.map(path => backend.get(path)));
    const text = JSON.stringify(answers);
    expect(text).toContain('No such user: ***');
    expect(text).not.toContain('secret-of-a-system');
  });

  it('cost no more memory than what may be answered at once', () => {
    expect(growth).toBeLessThan(MEMORY_BOUND);
  });

  it('leave nothing behind', async () => {
    // Connections are kept for some seconds, for what may be asked next
    for (let i = 0; i < 100 && activeTimers() > timersBefore; i++) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect(activeTimers()).toBeLessThanOrEqual(timersBefore);
    await backend.stop();
    // The other side hears of it a moment later
    for (let i = 0; i < 50 && (await connections()); i++) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect(await connections()).toBe(0);
  });
});

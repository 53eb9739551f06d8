/**
 * How fast pages are read, compared with an empty authenticated route that answers the same
 * number of bytes, and the same rows by a prepared statement without Backstage.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client } from 'pg';
import { get, Latencies, load, percentiles } from './load';
import { BROKEN_DOWN, NOW } from './portal';
import { Row } from './report';

/** A running backend. */
export type RunningBackend = {
  url: string;
  token: string;
  /** Of its process. */
  pid: number;
  stop: () => Promise<void>;
};

/** Starts the backend in a process of its own. */
export async function startBackend(
  connectionString: string,
  services: number,
  environment: NodeJS.ProcessEnv = {},
): Promise<RunningBackend> {
  const { freePort } = await import('../scripts/lib/ports.mjs');
  const port = await freePort();
  const args = [
    ...(process.env.PROFILE ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof'] : []),
    '--require',
    require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
    '--expose-gc',
    join(__dirname, 'backend.ts'),
  ];
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      SERVICES: String(services),
      PORT: String(port),
      DATABASE: connectionString,
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}/api`;
  let token: string | undefined;
  while (!token) {
    if (child.exitCode !== null) {
      throw new Error('The backend did not start');
    }
    await new Promise(resolve => setTimeout(resolve, 200));
    token = await signIn(url).catch(() => undefined);
  }
  return {
    url,
    token,
    pid: child.pid!,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** The token of a guest, as a browser has it. */
async function signIn(url: string): Promise<string | undefined> {
  const answer = await fetch(`${url}/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  return answer.ok ? (await answer.json()).backstageIdentity.token : undefined;
}

/** What a page asks for; `i` counts the requests, so that no two are of one entity. */
type Page = {
  name: string;
  path: (i: number) => string;
  /** The same rows without Backstage. */
  sql?: string;
  values?: (i: number) => unknown[];
  /** How many times the empty route, or milliseconds. */
  goal: number;
  isInMs?: boolean;
};

function pages(services: number): Page[] {
  const service = (i: number) => `service-${(i * 7919) % services}`;
  const day = (date: Date) => Math.floor(date.getTime() / 86_400_000);
  return [
    {
      name: 'scorecard of a service (80 KPIs)',
      path: i => `/v1/scorecards/component/default/${service(i)}`,
      sql: 'select * from series left join current on series.id = current.series_id where series.entity_ref = $1',
      values: i => [`component:default/${service(i)}`],
      goal: 1.3,
    },
    {
      name: 'series of one KPI, by month',
      path: i => `/v1/series/component/default/${service(i)}/kpi-${i % 80}`,
      sql: 'select p.* from series s join period_values p on p.series_id = s.id where s.entity_ref = $1 and s.kpi = $2',
      values: i => [`component:default/${service(i)}`, `kpi-${i % 80}`],
      goal: 1.3,
    },
    {
      name: 'series of one KPI, by day, 90 days',
      path: i =>
        `/v1/series/component/default/${service(i)}/kpi-${
          i % 80
        }?period=day&from=2026-08-17`,
      sql: 'select m.* from series s join measurements m on m.series_id = s.id where s.entity_ref = $1 and s.kpi = $2 and m.period >= $3',
      values: i => [
        `component:default/${service(i)}`,
        `kpi-${i % 80}`,
        day(NOW) - 90,
      ],
      goal: 1.3,
    },
    {
      name: 'history of the goal (all 80 KPIs)',
      path: i =>
        `/v1/scorecards/component/default/${service(i)}/history?tree=tree`,
      sql: 'select p.* from series s join period_values p on p.series_id = s.id where s.entity_ref = $1',
      values: i => [`component:default/${service(i)}`],
      goal: 1.3,
    },
    {
      name: 'scorecard of a System (20 services)',
      path: i =>
        `/v1/scorecards/system/default/system-${
          (i * 7919) % Math.ceil(services / 20)
        }`,
      goal: 1.3,
    },
    {
      name: 'scorecard of the portfolio',
      path: () => '/v1/scorecards/all',
      sql: "select * from scope_current where scope = 'all'",
      values: () => [],
      goal: 2,
    },
    ...['service of one KPI', 'System (20 services)', 'portfolio'].map(
      (name, index): Page => ({
        name: `24 months of a ${name} by 5 classes`,
        path: i =>
          `/v1/breakdowns/${
            [
              `component/default/${service(i)}`,
              `system/default/system-${(i * 7919) % Math.ceil(services / 20)}`,
              'all',
            ][index]
          }/kpi-${i % BROKEN_DOWN}`,
        goal: 60,
        isInMs: true,
      }),
    ),
    {
      name: 'members by score, first page',
      path: i => `/v1/kpis/kpi-${i % 80}/members`,
      sql: 'select * from current where kpi = $1 and score is not null order by score, entity_ref limit 51',
      values: i => [`kpi-${i % 80}`],
      goal: 2,
    },
  ];
}

/** @returns lines of the table */
export async function benchmarkPages(
  backend: RunningBackend,
  connectionString: string,
  sizes: { services: number; days: number; requests: number },
): Promise<Row[]> {
  const { services, days, requests } = sizes;
  const rows: Row[] = [];
  const text = ({ p50, p95, p99 }: Latencies) =>
    [p50, p95, p99].map(ms => ms.toFixed(2)).join(' / ');
  rows.push({
    what: 'memory of the backend at rest',
    value: await memory(backend),
    ratio: '',
    goal: '',
  });
  const of = `${services.toLocaleString('en')} × ${days} days`;
  for (const page of pages(services)) {
    const target = (path: (i: number) => string) => {
      let i = 0;
      return { token: backend.token, url: () => `${backend.url}${path(i++)}` };
    };
    const own = (i: number) => `/kpi-tree${page.path(i)}`;
    const bytes = await get(target(own));
    const empty = () => `/empty/${bytes}`;
    for (const clients of [1, 16]) {
      // Warm, then in turns, so that what else the machine does meets both
      await load(target(own), clients, 200);
      await load(target(empty), clients, 200);
      const ours: Latencies[] = [];
      const theirs: Latencies[] = [];
      for (let round = 0; round < 5; round++) {
        theirs.push(await load(target(empty), clients, requests));
        ours.push(await load(target(own), clients, requests));
      }
      const [a, b] = [middle(ours), middle(theirs)];
      rows.push({
        what: `${page.name}, ${of}, ${clients} client${
          clients > 1 ? 's' : ''
        } (${Math.round(bytes / 1024)} KiB)`,
        value: `${text(a)} ms`,
        ratio: `${(a.p50 / b.p50).toFixed(2)} × ${b.p50.toFixed(2)} ms empty`,
        goal: clients === 1 ? `${page.goal} ${page.isInMs ? 'ms' : '×'}` : '',
      });
    }
    if (page.sql) {
      rows.push({
        what: '  the same rows by a prepared statement',
        value: `${text(await prepared(connectionString, page, requests))} ms`,
        ratio: '',
        goal: '',
      });
    }
  }
  rows.push({
    what: 'memory of the backend after all of it',
    value: await memory(backend),
    ratio: '',
    goal: '',
  });
  return rows;
}

/** What the process of the backend takes, after what is no longer used is gone. */
export async function memory({ url, token }: RunningBackend): Promise<string> {
  const answer = await fetch(`${url}/empty/memory`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  const { rss, heapUsed } = await answer.json();
  const mib = (bytes: number) => Math.round(bytes / 2 ** 20);
  return `${mib(rss)} MiB, heap ${mib(heapUsed)} MiB`;
}

/** Of some rounds the one in the middle. */
function middle(rounds: Latencies[]): Latencies {
  return [...rounds].sort((a, b) => a.p50 - b.p50)[
    Math.floor(rounds.length / 2)
  ];
}

async function prepared(
  connectionString: string,
  page: Page,
  requests: number,
): Promise<Latencies> {
  const client = new Client({
    connectionString,
    options: '-c search_path="kpi-tree"',
  });
  await client.connect();
  const taken: number[] = [];
  for (let i = 0; i < requests; i++) {
    const start = performance.now();
    await client.query({
      name: page.name.slice(0, 60),
      text: page.sql!,
      values: page.values!(i),
    });
    taken.push(performance.now() - start);
  }
  await client.end();
  return percentiles(taken);
}

/**
 * How long it takes to see the records behind a number, through REST, and in how much memory
 * they are collected and read.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeIncidents } from './incidents';
import { RunningBackend, startBackend } from './pages';
import { peakMemory } from './peakMemory';
import { median, Row, timed } from './report';

const SERVICES = 1_000;
const DAYS = 730;

/** Months in which there are incidents. */
const MONTHS = 12;

/** @returns rows of the table of results */
export async function benchmarkRecords(
  connectionString: string,
  { requests, incidents }: { requests: number; incidents: number },
): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), 'kpi-tree-incidents-'));
  const file = join(directory, 'incidents.csv');
  await writeIncidents(file, incidents, SERVICES, DAYS);
  const backend = await startBackend(connectionString, SERVICES, {
    INCIDENTS: file,
  });
  const row = (what: string, value: string, goal = ''): Row => ({
    what,
    value,
    ratio: '',
    goal,
  });
  try {
    const peak = peakMemory(backend.pid);
    const seconds = await timed(() => collect(backend));
    const collected = peak.stop();
    const reading = peakMemory(backend.pid);
    const first = await timed(() => page(backend, 0));
    const rest: number[] = [];
    for (let i = 1; i <= requests; i++) {
      rest.push(await timed(() => page(backend, i)));
    }
    const sorted = [...rest].sort((a, b) => a - b);
    const ms = (value: number) => `${(value * 1_000).toFixed(1)} ms`;
    const number = incidents.toLocaleString('en');
    return [
      row(
        `collection of ${number} records, stored and kept`,
        `${seconds.toFixed(1)} s, ${Math.round(collected)} MiB`,
        '600 MiB',
      ),
      row('first page of records after it', ms(first)),
      row(
        'pages of records of a service and month, p50, p95',
        `${ms(median(rest))}, ${ms(sorted[Math.floor(0.95 * rest.length)])}`,
        incidents > 1_000_000 ? '250 ms' : '50 ms',
      ),
      row(
        'memory of backend and engines while they are read',
        `${Math.round(reading.stop())} MiB`,
      ),
    ];
  } finally {
    await backend.stop();
    rmSync(directory, { recursive: true });
  }
}

async function collect(backend: RunningBackend): Promise<void> {
  let run = await ask(backend, '/v1/sources/benchmark/runs', 'POST');
  while (run.state === 'running') {
    await new Promise(resolve => setTimeout(resolve, 200));
    run = await ask(backend, `/v1/runs/${run.id}`);
  }
  if (run.state !== 'succeeded') {
    throw new Error(JSON.stringify(run));
  }
}

/** The records of another service and month each time. */
async function page(backend: RunningBackend, i: number): Promise<void> {
  const month = new Date(Date.UTC(2026, 9 - (i % MONTHS), 1));
  const period = month.toISOString().slice(0, 10);
  const service = `service-${(i * 7919) % SERVICES}`;
  const { items } = await ask(
    backend,
    `/v1/records/component/default/${service}/kpi-0?period=${period}`,
  );
  if (!items.length) {
    throw new Error(`No records of ${service} in ${period}`);
  }
}

async function ask(
  { url, token }: RunningBackend,
  path: string,
  method = 'GET',
) {
  const answer = await fetch(`${url}/kpi-tree${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
  });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
  return answer.json();
}

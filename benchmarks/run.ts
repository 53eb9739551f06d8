/**
 * Measures the backend on a PostgreSQL of its own and prints tables:
 *
 *   yarn benchmark                                   everything, a small portal
 *   yarn benchmark --services 10000 --days 90 pages  only some parts
 *   yarn benchmark --ways "awk,csv" sources          only some ways of a part
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Knex } from 'knex';
import { benchmarkAccess } from './access';
import { benchmarkHeatmap } from './heatmap';
import { benchmarkIngest } from './ingest';
import { benchmarkIntake } from './intake';
import { benchmarkOthers } from './others';
import { benchmarkPages, startBackend } from './pages';
import { benchmarkPartitioning } from './partitioning';
import { fill, KPIS } from './portal';
import { startDatabase } from './postgres';
import { benchmarkRefresh, refreshAll } from './refresh';
import { benchmarkRecords } from './records';
import { Row, table } from './report';
import { benchmarkSignals } from './signals';
import { benchmarkSources } from './sources';

const PARTS = [
  'ingest',
  'partitioning',
  'refresh',
  'signals',
  'pages',
  'access',
  'heatmap',
  'intake',
  'sources',
  'records',
  'others',
];

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      services: { type: 'string', default: '100' },
      days: { type: 'string', default: '90' },
      rounds: { type: 'string', default: '3' },
      requests: { type: 'string', default: '300' },
      incidents: { type: 'string', default: '1000000' },
      ways: { type: 'string' },
    },
  });
  const unknown = positionals.filter(part => !PARTS.includes(part));
  if (unknown.length) {
    throw new Error(`No part ${unknown.join()}: there are ${PARTS.join()}`);
  }
  const sizes = {
    services: Number(values.services),
    days: Number(values.days),
    rounds: Number(values.rounds),
    requests: Number(values.requests),
    incidents: Number(values.incidents),
    ways: values.ways?.split(','),
  };
  const { knex, connectionString, stop } = await startDatabase();
  try {
    const { rows } = await knex.raw('show server_version');
    console.log(
      `${sizes.services} services x ${KPIS} KPIs x ${sizes.days} days; Node ${
        process.version
      }, PostgreSQL ${rows[0].server_version}, ${cpus().length} x ${
        cpus()[0].model
      }`,
    );
    for (const part of PARTS) {
      if (!positionals.length || positionals.includes(part)) {
        const before = load();
        const result = await run(part, sizes, knex, connectionString);
        console.log(
          `\n## ${part}\n\n${table(
            result,
          )}\n\nLoad of the machine: ${before} before, ${load()} after`,
        );
      }
    }
  } finally {
    await stop();
  }
}

/** How many processes wanted to run in the last minute. */
function load(): string {
  return loadavg()[0].toFixed(1);
}

type Sizes = {
  services: number;
  days: number;
  rounds: number;
  requests: number;
  /** Of the parts `sources` and `records`. */
  incidents: number;
  /** Of the part `sources`: all, if nothing is said. */
  ways?: string[];
};

async function run(
  part: string,
  sizes: Sizes,
  knex: Knex,
  connectionString: string,
): Promise<Row[]> {
  if (part === 'ingest') {
    const series = sizes.services * KPIS;
    return benchmarkIngest(knex, { ...sizes, series });
  }
  if (part === 'partitioning') {
    const series = sizes.services * KPIS;
    return benchmarkPartitioning(knex, { ...sizes, series });
  }
  if (part === 'others') {
    return benchmarkOthers(knex, connectionString, sizes);
  }
  if (part === 'sources') {
    return benchmarkSources(knex, connectionString, sizes);
  }
  if (part === 'records') {
    return benchmarkRecords(connectionString, sizes);
  }
  if (part === 'signals') {
    return benchmarkSignals(knex, connectionString, sizes);
  }
  if (part === 'heatmap') {
    return benchmarkHeatmap(knex, sizes);
  }
  if (part === 'refresh') {
    return benchmarkRefresh(knex, sizes);
  }
  if (part === 'pages' || part === 'access') {
    const { rows } = await knex.raw('select count(*) from scope_current');
    if (Number(rows[0].count) === 0) {
      await fill(knex, sizes.services, sizes.days);
      await refreshAll(knex, sizes.services);
    }
  }
  if (part === 'access') {
    return benchmarkAccess(knex, sizes);
  }
  const backend = await startBackend(connectionString, sizes.services);
  try {
    return part === 'pages'
      ? await benchmarkPages(backend, connectionString, sizes)
      : await benchmarkIntake(knex, backend, sizes);
  } finally {
    await backend.stop();
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});

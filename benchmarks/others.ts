/**
 * The database classes of two other plugins, from npm, on the same PostgreSQL with
 * the same number of points: what a point takes, and how fast the latest values are
 * read, of one entity and of all.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory, { Knex } from 'knex';
import { CurrentStore } from '../plugins/kpi-tree-backend/src/store/CurrentStore';
import { RollupStore } from '../plugins/kpi-tree-backend/src/store/RollupStore';
import { Latencies, percentiles } from './load';
import { fill, KPIS, NOW } from './portal';
import { refreshAll } from './refresh';
import { Row } from './report';

const SCORECARD =
  '@red-hat-developer-hub/backstage-plugin-scorecard-backend@2.8.1';
const INSIGHTS = '@backstage-community/plugin-tech-insights-backend@3.1.0';

/** Fact retrievers of a tech-insights portal, each with as many facts. */
const RETRIEVERS = 8;

type Sizes = { services: number; days: number };

/** Fetches a package and puts it where it finds its dependencies: among ours. */
function fetchPackage(name: string): string {
  const dir = join(
    tmpdir(),
    `kpi-tree-benchmark-${process.pid}`,
    name.replace(/\W/g, '-'),
  );
  mkdirSync(dir, { recursive: true });
  const tarball = execFileSync('npm', ['pack', name, '--silent'], {
    cwd: dir,
    encoding: 'utf8',
  }).trim();
  execFileSync('tar', ['xzf', tarball], { cwd: dir });
  symlinkSync(join(__dirname, '../node_modules'), join(dir, 'node_modules'));
  return join(dir, 'package');
}

async function openSchema(
  connectionString: string,
  schema: string,
  directory: string,
): Promise<Knex> {
  const knex = knexFactory({
    client: 'pg',
    connection: connectionString,
    searchPath: [schema],
  });
  await knex.raw('create schema ??', [schema]);
  await knex.migrate.latest({ directory });
  return knex;
}

async function measure(
  times: number,
  ask: (i: number) => Promise<unknown>,
): Promise<Latencies> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await ask(i);
    taken.push(performance.now() - start);
  }
  return percentiles(taken);
}

const text = ({ p50, p95, p99 }: Latencies) =>
  `${[p50, p95, p99].map(ms => ms.toFixed(2)).join(' / ')} ms`;

async function bytes(knex: Knex, table: string, points: number) {
  const { rows } = await knex.raw('select pg_total_relation_size(?) as n', [
    table,
  ]);
  return `${(Number(rows[0].n) / points).toFixed(1)} bytes`;
}

/** @returns rows of the table of results */
export async function benchmarkOthers(
  knex: Knex,
  connectionString: string,
  sizes: Sizes,
): Promise<Row[]> {
  return [
    ...(await ours(knex, sizes)),
    ...(await scorecard(connectionString, sizes)),
    ...(await insights(connectionString, sizes)),
  ];
}

const row = (what: string, value: string, ratio = ''): Row => ({
  what,
  value,
  ratio,
  goal: '',
});

async function ours(knex: Knex, { services, days }: Sizes): Promise<Row[]> {
  await fill(knex, services, days);
  await refreshAll(knex, services);
  const current = new CurrentStore(knex);
  const rollups = new RollupStore(knex);
  const points = services * KPIS * days;
  return [
    row('KPI Tree: a point', await bytes(knex, 'measurements', points)),
    row(
      'KPI Tree: latest of one entity, 80 KPIs, with sparklines',
      text(
        await measure(300, i =>
          current.readEntity(
            `component:default/service-${(i * 7919) % services}`,
          ),
        ),
      ),
    ),
    row(
      `KPI Tree: 80 KPIs over ${services} entities`,
      text(await measure(100, () => rollups.readScope('all'))),
    ),
  ];
}

async function scorecard(
  connectionString: string,
  { services, days }: Sizes,
): Promise<Row[]> {
  const root = fetchPackage(SCORECARD);
  const knex = await openSchema(
    connectionString,
    'scorecard',
    join(root, 'migrations'),
  );
  const { DatabaseMetricValues } = require(join(
    root,
    'dist/database/DatabaseMetricValues.cjs.js',
  ));
  // Day after day, as its scheduler writes them
  await knex.raw(
    `insert into metric_values (metric_id, catalog_entity_ref, value, timestamp, status, entity_kind, entity_owner, entity_namespace)
     select 'kpi-' || k, 'component:default/service-' || s, to_json(((s + k + d) % 1000) / 7.0), ?::timestamptz - (? - d) * interval '1 day', 'success', 'Component', 'group:default/group-0', 'default'
       from generate_series(1, ?::int) d, generate_series(0, ?::int - 1) s, generate_series(0, ?::int - 1) k
      order by d, s, k`,
    [NOW.toISOString(), days, days, services, KPIS],
  );
  await knex.raw('vacuum analyze metric_values');
  const values = new DatabaseMetricValues(knex);
  const metrics = Array.from({ length: KPIS }, (_, k) => `kpi-${k}`);
  const refs = Array.from(
    { length: services },
    (_, s) => `component:default/service-${s}`,
  );
  const points = services * KPIS * days;
  const rows = [
    row(
      'Red Hat scorecard 2.8.1: a point',
      await bytes(knex, 'metric_values', points),
    ),
    row(
      'Red Hat scorecard 2.8.1: latest of one entity, 80 metrics',
      text(
        await measure(100, i =>
          values.readLatestEntityMetricValues(
            refs[(i * 7919) % services],
            metrics,
          ),
        ),
      ),
    ),
    row(
      `Red Hat scorecard 2.8.1: 80 metrics over ${services} entities`,
      text(
        await measure(3, async () => {
          for (const metric of metrics) {
            await values.readAggregatedMetricByEntityRefs(refs, metric);
          }
        }),
      ),
      'a query a metric',
    ),
  ];
  await knex.destroy();
  return rows;
}

async function insights(
  connectionString: string,
  { services, days }: Sizes,
): Promise<Row[]> {
  const root = fetchPackage(INSIGHTS);
  const knex = await openSchema(
    connectionString,
    'insights',
    join(root, 'migrations'),
  );
  const { TechInsightsDatabase } = require(join(
    root,
    'dist/service/persistence/TechInsightsDatabase.cjs.js',
  ));
  const facts = KPIS / RETRIEVERS;
  await knex.raw(
    `insert into fact_schemas (id, version, schema)
     select 'retriever-' || r, '1.0.0', '{}' from generate_series(1, ?::int) r`,
    [RETRIEVERS],
  );
  await knex.raw(
    `insert into facts (id, version, timestamp, entity, facts)
     select 'retriever-' || r, '1.0.0', ?::timestamptz - (? - d) * interval '1 day', 'component:default/service-' || s,
            (select json_object_agg('fact-' || f, ((s + f + d) % 1000) / 7.0) from generate_series(1, ?::int) f)::text
       from generate_series(1, ?::int) d, generate_series(0, ?::int - 1) s, generate_series(1, ?::int) r
      order by d, s, r`,
    [NOW.toISOString(), days, facts, days, services, RETRIEVERS],
  );
  await knex.raw('vacuum analyze facts');
  const database = new TechInsightsDatabase(knex, console);
  const ids = Array.from(
    { length: RETRIEVERS },
    (_, r) => `retriever-${r + 1}`,
  );
  const ref = (i: number) =>
    `component:default/service-${(i * 7919) % services}`;
  const points = services * KPIS * days;
  const some = Math.min(services, 500);
  const rows = [
    row(
      'tech-insights 3.1.0: a fact, ten in a row',
      await bytes(knex, 'facts', points),
    ),
    row(
      'tech-insights 3.1.0: latest of one entity, 80 facts',
      text(await measure(100, i => database.getLatestFactsByIds(ids, ref(i)))),
    ),
    row(
      `tech-insights 3.1.0: 80 facts of ${some} entities`,
      text(
        await measure(3, async () => {
          for (let i = 0; i < some; i++) {
            await database.getLatestFactsByIds(ids, ref(i));
          }
        }),
      ),
      'a query an entity, as its checks ask',
    ),
  ];
  await knex.destroy();
  return rows;
}

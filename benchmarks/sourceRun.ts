/**
 * Measures a million incidents in one of several ways, in a process of its own, so
 * that its memory is that of the way alone:
 *
 *   INCIDENTS=incidents.csv DATABASE=postgresql://... node ... sourceRun.ts csv
 *
 * Prints the seconds, what was measured, and the most memory that the process had together
 * with those that it started.
 */
import knexFactory, { Knex } from 'knex';
import { copyFile } from 'node:fs/promises';
import { KpiSource, SourceHttp, SourceKpi } from '../plugins/kpi-tree-node/src';
import {
  recordsSchema,
  SourceConfig,
} from '../plugins/kpi-tree-backend-module-records/src/configuration/config';
import { Keeping } from '../plugins/kpi-tree-backend-module-records/src/configuration/keeping';
import { createReader } from '../plugins/kpi-tree-backend-module-records/src/createReader';
import { ChunkCache } from '../plugins/kpi-tree-backend-module-records/src/kept/ChunkCache';
import { KeptRecords } from '../plugins/kpi-tree-backend-module-records/src/kept/KeptRecords';
import { ReadingEngine } from '../plugins/kpi-tree-backend-module-records/src/kept/ReadingEngine';
import { RecordStore } from '../plugins/kpi-tree-backend-module-records/src/mirror/RecordStore';
import { RecordsSource } from '../plugins/kpi-tree-backend-module-records/src/RecordsSource';
import { sqlSourceSchema } from '../plugins/kpi-tree-backend-module-sql/src/config';
import { SqlSource } from '../plugins/kpi-tree-backend-module-sql/src/SqlSource';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { changeLast, changeLastRows } from './incidents';
import { incidentKpis, measuredCatalog } from './incidentKpis';
import { peakMemory } from './peakMemory';
import { catalogEntities, NOW } from './portal';
import { createBenchmarkServices } from './refresh';
import { timed } from './report';
import type { Measured } from './sources';

const csv = process.env.INCIDENTS!;
const database = process.env.DATABASE!;
const services = Number(process.env.SERVICES);
const days = Number(process.env.DAYS);

const query = (value: string) =>
  `select service as entity, opened::date as period, ${value} as value, count(*) as weight
     from incidents where opened >= :from and opened < :to group by 1, 2`;

const entities = { byName: true };

const cache = new ChunkCache();

/**
 * @param knex - where its records are kept, if they are
 */
function recordsSource(place: object, knex?: Knex): KpiSource {
  const source = {
    id: 'benchmark',
    settings: recordsSchema.parse({
      ...place,
      entities: { ...entities, column: 'service' },
    }),
  };
  return new RecordsSource(
    source,
    createReader(source, {
      http: {} as SourceHttp,
      urlReader: {} as UrlReaderService,
      store: () => Promise.reject(new Error('Nothing is mirrored here')),
    }),
    knex ? { kept: keptRecords(source, knex) } : {},
  ) as KpiSource;
}

function keptRecords(source: SourceConfig, knex: Knex): KeptRecords {
  const opened = RecordStore.open({ getClient: async () => knex }, cache);
  const store = async () => (await opened).chunks;
  const { settings } = source;
  return new KeptRecords({
    source: source.id,
    settings,
    keeping: settings.keep as Keeping,
    store,
    reading: new ReadingEngine({ store }),
  });
}

const sources: Record<string, () => KpiSource> = {
  csv: () => recordsSource({ csv }),
  'sql rows': () =>
    recordsSource({
      sql: {
        client: 'pg',
        connection: database,
        query: 'select service, priority, opened, restored from incidents',
      },
    }),
  sql: () =>
    new SqlSource({
      id: 'benchmark',
      settings: sqlSourceSchema.parse({
        client: 'pg',
        connection: database,
        queries: Object.fromEntries(
          Object.entries(incidentKpis).map(([name, { value }]) => [
            name,
            query(value),
          ]),
        ),
        entities,
        history: { days: days + 1 },
      }),
    }) as KpiSource,
};

/** The settings of a KPI for a source. */
const settingsOf = (way: string, name: keyof typeof incidentKpis) =>
  way === 'sql' ? { query: name } : incidentKpis[name].records;

/** Only reads and measures, and stores nothing. */
async function collect(way: string): Promise<number> {
  const source = sources[way]();
  const all = catalogEntities(services);
  let found = 0;
  for await (const { measurements, rowsRejected } of source.collect({
    kpis: Object.keys(incidentKpis).map(
      name =>
        ({
          name,
          spec: {
            ...all.find(({ metadata }) => metadata.name === name)!.spec,
          },
          settings: source.settings.parse(
            settingsOf(way, name as keyof typeof incidentKpis),
          ),
        } as SourceKpi<unknown>),
    ),
    entities: all
      .filter(({ kind }) => kind === 'Component')
      .map(({ metadata }) => ({
        entityRef: `component:default/${metadata.name}`,
        keys: {},
      })),
    from: new Date(NOW.getTime() - days * 86_400_000),
    to: NOW,
    timeZone: 'UTC',
    signal: new AbortController().signal,
    logger: console as never,
  })) {
    if (rowsRejected) {
      throw new Error(`${rowsRejected} rows were rejected`);
    }
    found += measurements?.length ?? 0;
  }
  return found;
}

function storeOf(): Knex {
  return knexFactory({
    client: 'pg',
    connection: database,
    searchPath: ['kpi-tree'],
    pool: { min: 0, max: 4 },
  });
}

/** All that a collection does, to the last roll-up. */
async function collectAndStore(way: string): Promise<number> {
  const knex = storeOf();
  const { collector } = createBenchmarkServices(knex, services, {
    source: sources[way](),
    entities: measuredCatalog(services, name => settingsOf(way, name)),
  });
  const { ended } = await collector.start('benchmark', { trigger: 'demand' });
  const run = await ended;
  if (run.state !== 'succeeded' || run.rowsRejected) {
    throw new Error(JSON.stringify(run));
  }
  await knex.destroy();
  return run.measurementsWritten;
}

/**
 * A collection of everything that keeps its records, and the scheduled one after 0.1 % of
 * them were changed.
 */
async function collectChanged(
  place: object,
  change: (share: number) => Promise<unknown>,
): Promise<Omit<Measured, 'mebibytes'>> {
  const knex = storeOf();
  const { collector } = createBenchmarkServices(knex, services, {
    source: recordsSource({ ...place, key: ['number'] }, knex),
    entities: measuredCatalog(services),
  });
  const collectAs = async (trigger: 'demand' | 'schedule') => {
    const { ended } = await collector.start('benchmark', { trigger });
    const run = await ended;
    if (run.state !== 'succeeded' || run.rowsRejected) {
      throw new Error(JSON.stringify(run));
    }
    return run.measurementsWritten;
  };
  const whole = await timed(() => collectAs('demand'));
  await change(0.001);
  let measurements = 0;
  const seconds = await timed(async () => {
    measurements = await collectAs('schedule');
  });
  await knex.destroy();
  return { seconds, measurements, whole };
}

/** The same sums in SQL, with nothing around them. */
async function plainSql(knex: Knex): Promise<number> {
  let found = 0;
  for (const { value } of Object.values(incidentKpis)) {
    const { rows } = await knex.raw(
      `select count(value) as found from (${query(value)}) sums`,
      { from: new Date(0), to: NOW },
    );
    found += Number(rows[0].found);
  }
  return found;
}

async function run(way: string): Promise<number> {
  if (way === 'nothing') {
    return 0;
  }
  if (way === 'plain SQL') {
    const knex = knexFactory({ client: 'pg', connection: database });
    return await plainSql(knex).finally(() => knex.destroy());
  }
  const [source, whole] = way.split(' to the ');
  return whole ? collectAndStore(source) : collect(source);
}

async function measure(way: string): Promise<Omit<Measured, 'mebibytes'>> {
  if (way === 'csv changed to the store') {
    const path = `${csv}.now`;
    await copyFile(csv, path);
    return collectChanged({ csv: path }, share => changeLast(csv, path, share));
  }
  if (way === 'sql rows changed to the store') {
    return collectChanged(
      {
        sql: {
          client: 'pg',
          connection: database,
          query:
            'select number, service, priority, opened, restored from incidents where updated >= :since',
        },
      },
      share => changeLastRows(database, share),
    );
  }
  let measurements = 0;
  const seconds = await timed(async () => {
    measurements = await run(way);
  });
  return { seconds, measurements };
}

async function main(): Promise<void> {
  const peak = peakMemory(process.pid);
  const measured = await measure(process.argv[2]);
  await cache.close();
  console.log(JSON.stringify({ ...measured, mebibytes: peak.stop() }));
  process.exit(0);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});

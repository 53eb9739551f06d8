import {
  mockServices,
  startTestBackend,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModule from '@kpi-tree/backstage-plugin-catalog-backend-module-kpi-tree';
import {
  Series,
  SeriesPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import recordsModule from '@kpi-tree/backstage-plugin-kpi-tree-backend-module-records';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import request from 'supertest';
import { parse as parseYaml } from 'yaml';
import kpiTreePlugin from '..';

/** More than the sample has. */
const ALL_DAYS = 3_650;

const root = resolve(__dirname, '../../../..');

/** What answers requests. */
export type Server = Parameters<typeof request>[0];

/** Rows of a file of the examples. */
export const readCsv = (path: string): Record<string, string>[] =>
  parse(readFileSync(join(root, 'examples', path)), { columns: true });

/** The configuration of the sample portal. */
export const readConfig = () =>
  parseYaml(readFileSync(join(root, 'app-config.yaml'), 'utf8'));

/** The sources of the sample portal, wherever the tests run; all records are kept. */
export function sampleSources() {
  return readConfig().kpiTree.records.sources.map(
    (source: { csv: string }) => ({
      ...source,
      keep: { days: ALL_DAYS },
      csv: resolve(root, 'packages/backend', source.csv),
    }),
  );
}

/** The configuration of the sample catalog, which is read quickly. */
export const sampleCatalog = () => ({
  rules: readConfig().catalog.rules,
  processingInterval: { seconds: 2 },
  locations: [
    { type: 'file', target: join(root, 'examples/catalog-info.yaml') },
  ],
});

/** The configuration of a fresh database. */
async function databaseConfig(databases: TestDatabases, id: TestDatabaseId) {
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

/** The body of an answer. */
export const get = async (server: Server, path: string) =>
  (await request(server).get(path).expect(200)).body;

/** Asks again until something is so. */
export async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) {
    await new Promise(done => setTimeout(done, 200));
  }
}

/** A backend with the real catalog, the sample catalog and the sample data. */
export async function startSampleBackend(
  databases: TestDatabases,
  id: TestDatabaseId,
): Promise<Server> {
  const database = await databaseConfig(databases, id);
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModule,
      kpiTreePlugin,
      recordsModule,
      mockServices.rootConfig.factory({
        data: {
          backend: { database },
          catalog: sampleCatalog(),
          kpiTree: {
            asOf: '2026-09-01',
            records: { sources: sampleSources() },
          },
        },
      }),
    ],
  });
  await until(async () => {
    const entities = await get(
      server,
      '/api/catalog/entities?filter=kind=kpi&filter=kind=component&fields=kind,relations',
    );
    return (
      entities.length === 12 + 12 &&
      entities.every((e: { relations?: unknown[] }) => e.relations?.length)
    );
  });
  return server;
}

/** Has a source collected, and answers with its run. */
export async function collect(server: Server, source: string) {
  const path = '/api/kpi-tree/v1';
  const { body } = await request(server)
    .post(`${path}/sources/${source}/runs`)
    .expect(202);
  let run = body;
  await until(async () => {
    run = await get(server, `${path}/runs/${body.id}`);
    return run.state !== 'running';
  });
  return run;
}

/** The months of a KPI that an entity measured itself, such as `2026-04`. */
export async function monthly(
  server: Server,
  entity: string,
  kpi: string,
): Promise<Map<string, SeriesPoint>> {
  const series: Series = await get(
    server,
    `/api/kpi-tree/v1/series/${entity}/${kpi}?period=month`,
  );
  expect(series.origin).toBe('own');
  return new Map(series.points.map(p => [p.period.slice(0, 7), p]));
}

/**
 * How long it takes to bring what is derived in line: of everything, and after late
 * measurements.
 */
import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  MetricsService,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { KpiSource } from '../plugins/kpi-tree-node/src';
import { KpiTreeConfig } from '../plugins/kpi-tree-backend/src/configuration/KpiTreeConfig';
import { ConfigReport } from '../plugins/kpi-tree-backend/src/configuration/ConfigReport';
import { SourceRegistry } from '../plugins/kpi-tree-backend/src/configuration/SourceRegistry';
import {
  createServices,
  Services,
} from '../plugins/kpi-tree-backend/src/composition/services';
import { catalogEntities, catalogOf, fill, KPIS, NOW } from './portal';
import { Row, timed } from './report';

const config: KpiTreeConfig = {
  now: () => NOW,
  timeZone: 'UTC',
  fingerprint: 'benchmark',
  tolerance: 0.2,
  coverageFloor: 0.5,
  targetOverrides: true,
  completenessFloor: 0.9,
  signals: { rules: 'nhs' },
  collector: {
    atOnce: 4,
    attempts: 1,
    holdBack: { removedShare: 0.1, rejectedShare: 0.1, acceptRepeated: false },
  },
  trial: { rows: 1, timeoutMs: 1 },
  badges: { public: false },
  messages: { language: 'en' },
  retention: { foldAfterMs: Infinity, dropAfterMs: Infinity },
  faults: {},
};

const logger = {
  info: () => undefined,
  warn: console.warn,
  error: console.error,
} as unknown as LoggerService;

/**
 * The services of the backend, without Backstage around them.
 *
 * @param isReadable - which entities meet the conditions of the policy; without it all
 * may be read
 */
export function createBenchmarkServices(
  knex: Knex,
  count: number,
  {
    source,
    entities = catalogEntities(count, source?.id),
    isReadable,
  }: {
    source?: KpiSource;
    entities?: Entity[];
    isReadable?: (entityRef: string) => boolean;
  } = {},
): Services {
  return createServices({
    knex,
    misconfigured: new Map(),
    report: new ConfigReport(new SourceRegistry(), logger, []),
    catalog: catalogOf(entities, isReadable) as unknown as CatalogService,
    auth: {
      getOwnServiceCredentials: async () => undefined,
    } as unknown as AuthService,
    auditor: {
      createEvent: async () => ({ success: async () => {} }),
    } as unknown as AuditorService,
    permissions: {
      authorizeConditional: async () => [
        isReadable
          ? { result: AuthorizeResult.CONDITIONAL, conditions: {} }
          : { result: AuthorizeResult.ALLOW },
      ],
    } as unknown as PermissionsService,
    logger,
    metrics: {
      createCounter: () => ({ add() {} }),
      createHistogram: () => ({ record() {} }),
      createGauge: () => ({ record() {} }),
    } as unknown as MetricsService,
    tracing: {
      startActiveSpan: (
        _: string,
        __: object,
        work: (span: object) => unknown,
      ) => work({ setAttribute() {}, setStatus() {} }),
    } as unknown as TracingService,
    sources: new Map(source ? [[source.id, source]] : []),
    config,
    definitionsMaxAgeMs: 3_600_000,
  });
}

/** Brings everything in line, as after the first collection. */
export async function refreshAll(
  knex: Knex,
  count: number,
): Promise<{ seconds: number; all: Services }> {
  const all = createBenchmarkServices(knex, count);
  const definitions = await all.definitions.get();
  const seconds = await timed(() => all.refresher.refresh(definitions));
  await knex.raw('vacuum analyze');
  return { seconds, all };
}

/** @returns rows of the table of results */
export async function benchmarkRefresh(
  knex: Knex,
  sizes: { services: number; days: number },
): Promise<Row[]> {
  const { services: count, days } = sizes;
  const series = count * KPIS;
  const rows: Row[] = [];
  await fill(knex, count, days);
  const { seconds, all } = await refreshAll(knex, count);
  const definitions = await all.definitions.get();
  const memory = () => `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`;
  rows.push({
    what: `everything: ${series.toLocaleString('en')} series, ${(
      series * days
    ).toLocaleString('en')} measurements`,
    value: `${seconds.toFixed(1)} s`,
    ratio: `${Math.round((series * days) / seconds).toLocaleString(
      'en',
    )} measurements/s; ${memory()}`,
    goal: '',
  });
  const { rows: found } = await knex.raw(
    `select pg_total_relation_size('measurements') as measurements,
            pg_database_size(current_database()) as database`,
  );
  rows.push(
    {
      what: 'bytes a measurement, with indexes',
      value: (Number(found[0].measurements) / (series * days)).toFixed(1),
      ratio: '',
      goal: '80',
    },
    {
      what: 'size of the database',
      value: `${(Number(found[0].database) / 2 ** 30).toFixed(2)} GiB`,
      ratio: `${(Number(found[0].database) / (series * days)).toFixed(
        1,
      )} bytes a measurement`,
      goal: '',
    },
  );
  rows.push({
    what: 'nothing',
    value: ms(await timed(() => all.refresher.refresh(definitions))),
    ratio: '',
    goal: '',
  });
  const last = NOW.getTime() / 86_400_000 - 1;
  for (const late of [1, 10_000, 1_000_000]) {
    // Of as many series as there are, a few days of each where that is not enough
    const perSeries = Math.ceil(late / series);
    if (perSeries <= days) {
      await write(
        knex,
        all,
        Math.min(late, series),
        perSeries,
        last - days + 1,
      );
      const taken = await timed(() => all.refresher.refresh(definitions));
      rows.push({
        what: `${late.toLocaleString('en')} late measurement${
          late > 1 ? 's' : ''
        }`,
        value: ms(taken),
        ratio: `${((taken * 1e6) / late).toFixed(0)} µs each; ${memory()}`,
        goal: '',
      });
    }
  }
  return rows;
}

/** Corrects old measurements of some series, as a source would. */
async function write(
  knex: Knex,
  { measurements }: Services,
  seriesCount: number,
  perSeries: number,
  day: number,
): Promise<void> {
  const ids: number[] = await knex('series')
    .orderBy('id')
    .limit(seriesCount)
    .pluck('id');
  for (let start = 0; start < ids.length; start += 2_000) {
    await measurements.upsert(
      ids.slice(start, start + 2_000).flatMap(seriesId =>
        Array.from({ length: perSeries }, (_, i) => ({
          seriesId,
          period: new Date((day + i) * 86_400_000).toISOString().slice(0, 10),
          value: Math.random() * 100,
          weight: 3,
        })),
      ),
      { source: 'late', at: NOW },
    );
  }
}

function ms(seconds: number): string {
  return seconds < 1
    ? `${(seconds * 1_000).toFixed(0)} ms`
    : `${seconds.toFixed(1)} s`;
}

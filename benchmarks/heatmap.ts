/**
 * How long what is read of many services at once takes: the heatmap, what somebody
 * owns, the scores of a list. Of twelve KPIs; the answers are written as JSON, but not
 * sent.
 */
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { HeatmapRequest } from '../plugins/kpi-tree-backend/src/heatmap/HeatmapService';
import { catalogEntities, NOW } from './portal';
import { createBenchmarkServices } from './refresh';
import { median, Row, timed } from './report';

const KPIS_SHOWN = 12;

/** Months of history of each service. */
const MONTHS = 24;

const caller = {} as BackstageCredentials;

/** The portal with one tree of twelve KPIs, in four value streams. */
function entities(services: number): Entity[] {
  const streams = Array.from({ length: 4 }, (_, stream) => ({
    id: `stream-${stream}`,
    kind: 'value-stream',
    title: `Stream ${stream}`,
    children: Array.from({ length: KPIS_SHOWN / 4 }, (__, i) => ({
      kpi: `kpi-${(stream * KPIS_SHOWN) / 4 + i}`,
    })),
  }));
  return catalogEntities(services).map(entity =>
    entity.kind === 'KpiTree'
      ? {
          ...entity,
          spec: {
            ...entity.spec,
            root: {
              id: 'goal',
              kind: 'goal',
              title: 'Goal',
              children: streams,
            },
          },
        }
      : entity,
  );
}

/** Fills what is read as an evaluation would have. */
async function fillStates(knex: Knex, services: number): Promise<void> {
  await knex.raw(
    'truncate series, measurements, measurement_classes, period_values, period_classes, current, scope_values, scope_classes, scope_current, rollup_marks, node_marks, entity_nodes, scope_nodes, memberships, progress, insights, takeovers, entity_names, incomplete_measurements restart identity',
  );
  await knex.raw(
    `insert into series (entity_ref, kpi, grain, source)
     select 'component:default/service-' || s, 'kpi-' || k, 'day', 'benchmark'
       from generate_series(0, ?::int - 1) s, generate_series(0, ?::int - 1) k`,
    [services, KPIS_SHOWN],
  );
  const firstDays = Array.from({ length: MONTHS }, (_, i) =>
    Math.floor(
      Date.UTC(NOW.getUTCFullYear(), NOW.getUTCMonth() - 1 - i, 1) / 86_400_000,
    ),
  );
  await knex.raw(
    `insert into period_values (series_id, period, value, weight)
     select id, d, (id * 31 + d * 17) % 140, 1
       from series, unnest(?::int[]) d order by id, d`,
    [firstDays],
  );
  await knex.raw(
    `insert into current (series_id, entity_ref, kpi, evaluated_with, period, value, weight, score, status, target, trend, details)
     select id, entity_ref, kpi, 'x', ?::int, id % 140, 1, (id * 31) % 101,
            (array['off-target', 'at-risk', 'on-target'])[1 + id % 3], '60', 'stable',
            '{"threshold":90,"spark":[]}'
       from series`,
    [firstDays[0]],
  );
  await knex.raw('vacuum analyze');
}

/** @returns lines of the table */
export async function benchmarkHeatmap(
  knex: Knex,
  sizes: { services: number; rounds: number },
): Promise<Row[]> {
  const { services: count, rounds } = sizes;
  await fillStates(knex, count);
  const services = createBenchmarkServices(knex, count, {
    entities: entities(count),
  });
  const context = await services.contexts.of(caller);
  const of = `${count.toLocaleString('en')} × ${KPIS_SHOWN}`;
  const rows: Row[] = [];
  const measure = async (what: string, ask: () => Promise<object>) => {
    let bytes = 0;
    const once = () =>
      timed(async () => {
        bytes = JSON.stringify(await ask()).length;
      });
    await once();
    const taken = [];
    for (let round = 0; round < Math.max(5, rounds); round++) {
      taken.push(await once());
    }
    rows.push({
      what: `${what}, ${of} (${Math.round(bytes / 1024)} KiB)`,
      value: `${(1_000 * median(taken)).toFixed(0)} ms`,
      ratio: '',
      goal: '',
    });
  };
  const heatmap = (request: Partial<HeatmapRequest>) => async () =>
    services.heatmaps.heatmap(context, {
      scope: 'all',
      tree: 'tree',
      sort: 'score',
      order: 'asc',
      limit: 2_000,
      ...request,
    });
  await measure('heatmap by score, 2,000 rows', heatmap({}));
  await measure('heatmap by score, 200 rows', heatmap({ limit: 200 }));
  await measure(
    'heatmap by a KPI, 200 rows',
    heatmap({ limit: 200, sort: 'kpi:kpi-3' }),
  );
  await measure(
    'heatmap by name, 200 rows',
    heatmap({ limit: 200, sort: 'name' }),
  );
  await measure('heatmap by System, 2,000 rows', heatmap({ group: 'system' }));
  await measure(
    'heatmap of a past day, 2,000 rows',
    heatmap({ asOf: '2026-08-31' }),
  );
  await measure(
    'heatmap of a System',
    heatmap({ scope: 'system:default/system-1' }),
  );
  await measure('scores of 200 services', async () =>
    services.scores.scores(
      context,
      context.definitions.members('all').slice(0, 200),
    ),
  );
  await measure('all of it owned by one group, 50 of them', async () =>
    services.owned.owned(context, {
      owners: ['group:default/group-0'],
      scope: 'all',
      limit: 50,
    }),
  );
  return rows;
}

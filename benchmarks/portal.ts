/**
 * The portal that is measured: its catalog, its definitions and its measurements.
 */
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Knex } from 'knex';

/** KPIs of each service. */
export const KPIS = 80;

/** The day after the last that was measured. */
export const NOW = new Date('2026-11-15T00:00:00Z');

const API_VERSION = 'backstage.io/v1alpha1';

const KPI_TREE_API_VERSION = 'kpi-tree.io/v1alpha1';

/** The first KPIs, a mean and a sum, are broken down into so many classes. */
export const BROKEN_DOWN = 2;
const CLASSES = 5;

/** Means, sums and minima, as the real ones are. */
const aggregates = [
  { overTime: 'mean', overEntities: 'mean' },
  { overTime: 'sum', overEntities: 'sum' },
  { overTime: 'last', overEntities: 'sum' },
  { overTime: 'min', overEntities: 'min' },
];

/** Twenty services a System, ten Systems a Domain, thirty services a Group. */
export function catalogEntities(services: number, source?: string): Entity[] {
  const entities: Entity[] = [];
  const add = (
    kind: string,
    name: string,
    relations: [type: string, targetRef: string][] = [],
    spec: Entity['spec'] = {},
  ) => {
    entities.push({
      apiVersion: kind.startsWith('Kpi') ? KPI_TREE_API_VERSION : API_VERSION,
      kind,
      metadata: {
        name,
        namespace: 'default',
        uid: `${kind}-${name}`,
        description: name,
      },
      spec,
      relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
    });
  };
  const owner = 'group:default/group-0';
  for (let i = 0; i < KPIS; i++) {
    add('Kpi', `kpi-${i}`, [], {
      lifecycle: 'production',
      owner,
      unit: 'h',
      direction: 'lower',
      grain: 'day',
      period: 'month',
      aggregate: aggregates[i % aggregates.length],
      target: 60,
      threshold: 90,
      ...(i < BROKEN_DOWN
        ? { breakdowns: [{ id: 'priority', column: 'priority' }] }
        : {}),
      ...(source ? { source: { id: source } } : {}),
    });
  }
  add('KpiTree', 'tree', [], {
    lifecycle: 'production',
    owner,
    appliesTo: { kind: 'Component' },
    root: {
      id: 'goal',
      kind: 'goal',
      title: 'Goal',
      children: Array.from({ length: 8 }, (_, stream) => ({
        id: `stream-${stream}`,
        kind: 'value-stream',
        title: `Stream ${stream}`,
        children: Array.from({ length: KPIS / 8 }, (__, i) => ({
          kpi: `kpi-${(stream * KPIS) / 8 + i}`,
        })),
      })),
    },
  });
  for (let i = 0; i < services; i++) {
    add('Component', `service-${i}`, [
      ['partOf', `system:default/system-${Math.floor(i / 20)}`],
      ['ownedBy', `group:default/group-${Math.floor(i / 30)}`],
    ]);
  }
  for (let i = 0; i < Math.ceil(services / 20); i++) {
    add('System', `system-${i}`, [
      ['partOf', `domain:default/domain-${Math.floor(i / 10)}`],
    ]);
  }
  for (let i = 0; i < Math.ceil(services / 200); i++) {
    add('Domain', `domain-${i}`);
  }
  for (let i = 0; i < Math.ceil(services / 30); i++) {
    add('Group', `group-${i}`);
  }
  return entities;
}

/** A reading of the catalog, as the plugin asks for it. */
export function catalogOf(
  entities: Entity[],
  isReadable: (entityRef: string) => boolean = () => true,
) {
  const byRef = new Map(entities.map(e => [stringifyEntityRef(e), e]));
  return {
    async *streamEntities() {
      for (let start = 0; start < entities.length; start += 1_000) {
        yield entities.slice(start, start + 1_000);
      }
    },
    getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => ({
      items: entityRefs.map(ref =>
        isReadable(ref) ? byRef.get(ref) : undefined,
      ),
    }),
    getEntityFacets: async () => ({
      facets: {
        'metadata.uid': [...byRef]
          .filter(([ref]) => isReadable(ref))
          .map(([, { metadata }]) => ({ value: metadata.uid!, count: 1 })),
      },
    }),
  };
}

/**
 * Fills the tables as sources would have, in PostgreSQL itself: what is measured is
 * what comes after. Everything is to be evaluated.
 */
export async function fill(
  knex: Knex,
  services: number,
  days: number,
): Promise<void> {
  const last = NOW.getTime() / 86_400_000 - 1;
  const first = last - days + 1;
  await knex.raw(
    'truncate series, measurements, measurement_classes, period_values, period_classes, current, scope_values, scope_classes, scope_current, rollup_marks, node_marks, entity_nodes, scope_nodes, memberships, progress, insights, takeovers, entity_names, incomplete_measurements restart identity',
  );
  await knex.raw(
    `insert into series (entity_ref, kpi, grain, source, covered_until, first_period, last_period, changed_from, changed_to, updated_at)
     select 'component:default/service-' || s, 'kpi-' || k, 'day', 'benchmark', ?::text, ?::int, ?::int, ?::int, ?::int, ?::text
       from generate_series(0, ?::int - 1) s, generate_series(0, ?::int - 1) k`,
    [
      NOW.toISOString(),
      first,
      last,
      first,
      last,
      NOW.toISOString(),
      services,
      KPIS,
    ],
  );
  await knex.raw(
    `insert into measurements (series_id, period, value, weight)
     select s.id, d, ((s.id * 31 + d * 17) % 1000) / 7.0, 1 + d % 5
       from series s, generate_series(?::int, ?::int) d order by s.id, d`,
    [first, last],
  );
  await knex.raw(
    `insert into measurement_classes (series_id, period, by_column, classes)
     select m.series_id, m.period, 'priority',
            json_build_object(
              'of', json_build_array(m.value, m.weight),
              'classes', (
                select json_agg(json_build_array(
                         '=P' || c,
                         case when s.kpi = 'kpi-0' then m.value else m.value / ? end,
                         m.weight / ?))
                  from generate_series(1, ?::int) c))
       from measurements m join series s on s.id = m.series_id
      where s.kpi = any(?)`,
    [
      CLASSES,
      CLASSES,
      CLASSES,
      Array.from({ length: BROKEN_DOWN }, (_, i) => `kpi-${i}`),
    ],
  );
  await knex.raw('vacuum analyze');
}

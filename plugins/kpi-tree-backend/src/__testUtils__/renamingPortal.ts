import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { entity, kpiEntity, owners, treeEntity } from './entities';
import { createHarness } from './harness';

/** A sum that is pushed. */
export const count = kpiEntity('count', {
  aggregate: { overTime: 'sum', overEntities: 'sum' },
  source: undefined,
});
export const doubled = kpiEntity('doubled', {
  aggregate: { overTime: 'sum', overEntities: 'sum' },
  formula: '2 * count',
  source: undefined,
});
/** Two KPIs, a tree of them, and the System of all services. */
export const definitions = [
  owners,
  count,
  doubled,
  treeEntity('tree', { d2c: ['count', 'doubled'] }),
  entity('System:shop'),
];

/** A service of the System, that may name what it was. */
export const service = (ref: string, formerly?: string): Entity =>
  entity(ref, {
    annotations: formerly ? { formerly, tree: 'tree' } : { tree: 'tree' },
    relations: { 'system:default/shop': 'partOf' },
  });

export const [a, b, c] = ['a', 'b', 'c'].map(
  name => `component:default/${name}`,
);

/** A portal in which services are renamed. */
export async function renamingPortal(knex: Knex, ...entities: Entity[]) {
  const h = createHarness(knex, [...definitions, ...entities]);
  const write = async (
    entityRef: string,
    values: Record<string, number>,
    kpi = 'count',
  ) => {
    const ids = await h.measurements.ensureSeries([
      { entityRef, kpi, grain: 'day' },
    ]);
    await h.measurements.upsert(
      Object.entries(values).map(([period, value]) => ({
        seriesId: [...ids.values()][0],
        period,
        value,
        weight: 1,
      })),
      { source: 'push', at: h.state.now },
    );
  };
  /** The months of an entity or scope, the newest last. */
  const months = async (scope: string, kpi = 'count') =>
    (await h.series({ scope, kpi, from: '2025-01-01' })).points
      .filter(({ value }) => value !== null)
      .map(({ period: start, value }) => `${start.slice(0, 7)}: ${value}`)
      .join(', ');
  /** Changes the catalog, and brings everything in line. */
  const becomeAtOnce = async (...now: Entity[]) => {
    h.state.entities = [...definitions, ...now];
    await h.refreshed();
  };
  /** The same a day later. */
  const become = async (...now: Entity[]) => {
    h.state.now = new Date(h.state.now.getTime() + 86_400_000);
    await becomeAtOnce(...now);
  };
  const problems = async () =>
    (await h.context()).definitions
      .problems()
      .map(({ entityRef, message }) => `${entityRef}: ${message}`);
  return { ...h, knex, write, months, become, becomeAtOnce, problems };
}

/** The whole database as far as it names an entity. */
export async function namesOf(knex: Knex, ref: string) {
  const found: string[] = [];
  for (const [table, column] of [
    ['series', 'entity_ref'],
    ['current', 'entity_ref'],
    ['memberships', 'entity_ref'],
    ['memberships', 'scope'],
    ['scope_values', 'scope'],
    ['scope_current', 'scope'],
    ['scope_nodes', 'scope'],
    ['entity_nodes', 'entity_ref'],
    ['insights', 'subject'],
    ['set_aside', 'subject'],
    ['set_aside_rows', 'subject'],
    ['declared_changes', 'scope'],
    ['comments', 'scope'],
    ['check_ins', 'scope'],
    ['period_exceptions', 'scope'],
    ['actions', 'scope'],
    ['reviews', 'scope'],
    ['incomplete_measurements', 'entity_ref'],
  ]) {
    const [{ n }] = await knex(table)
      .where({ [column]: ref })
      .count({ n: '*' });
    if (Number(n)) {
      found.push(`${table}.${column}`);
    }
  }
  return found;
}

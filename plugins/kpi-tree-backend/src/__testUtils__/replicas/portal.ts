import { Entity } from '@backstage/catalog-model';
import { Measurement } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { entity, kpiEntity, owners, treeEntity } from '../entities';

/** Services that are measured. */
export const SERVICES = 300;

/** Days of each. */
export const DAYS = 100;

const sums = { aggregate: { overTime: 'sum', overEntities: 'sum' } };

/** Services of the source that is asked for stretches of time. */
export const WINDOWED_SERVICES = 20;

/** Who may read everything, and is signed in where nobody else is named. */
export const JANE = 'user:default/jane';

/** Who may read everything but {@link HIDDEN}. */
export const STRANGER = 'user:default/stranger';

/** The entity that the stranger may not read. */
export const HIDDEN = 'component:default/s0';

/** KPIs that the slow sources collect, and two that are sent. */
export function replicaEntities(): Entity[] {
  return [
    owners,
    entity('User:jane'),
    entity('User:stranger'),
    kpiEntity('collected', sums),
    kpiEntity('windowed', { ...sums, source: { id: 'windowed' } }),
    kpiEntity('sent', { ...sums, source: undefined }),
    kpiEntity('broken', { ...sums, source: undefined }),
    treeEntity('tree', { d2c: ['collected', 'sent', 'broken'] }),
    ...Array.from({ length: SERVICES }, (_, i) => entity(`Component:s${i}`)),
  ];
}

/** The measurement of a service on a day: one, so that sums count them. */
export function one(kpi: string, service: number, day: number): Measurement {
  return {
    entityRef: `component:default/s${service}`,
    kpi,
    period: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
    value: 1,
    weight: 1,
  };
}

/** What there is of a day. */
export function windowOf(from: Date): Measurement[] {
  const day = (from.getTime() - Date.UTC(2026, 0, 1)) / 86_400_000;
  return Array.from({ length: WINDOWED_SERVICES }, (_, service) =>
    one('windowed', service, day),
  );
}

/** All that the slow source has, a service a batch. */
export function* slowBatches(): Generator<Measurement[]> {
  for (let service = 0; service < SERVICES; service++) {
    yield Array.from({ length: DAYS }, (_, day) =>
      one('collected', service, day),
    );
  }
}

import type { Entity } from '@backstage/catalog-model';

/** The kinds of entities that may have KPIs, in lower case. */
export const kindsWithKpis = [
  'component',
  'system',
  'domain',
  'group',
  'resource',
  'api',
];

/** The kinds of the definitions themselves, in lower case. */
export const definitionKinds = ['kpi', 'kpitree'];

/**
 * Whether an entity may have KPIs. Whether it does is known to the backend
 * only, as trees may choose their entities themselves.
 *
 * @public
 */
export function isKpiTreeAvailable(entity: Entity): boolean {
  return kindsWithKpis.includes(entity.kind.toLocaleLowerCase('en-US'));
}

import {
  EntityKeys,
  KpiSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { claimingEntities } from './claimingEntities';
import { Definitions } from './Definitions';

/**
 * What entities claim of the names of a source and do not get, and the names that stand
 * for entities, by their references.
 */
export function settledNames(
  definitions: Definitions,
  source: KpiSource,
): Pick<EntityKeys, 'problems' | 'names'> {
  const entities = claimingEntities(definitions, source);
  const { problems, names = new Map() } =
    source.settleNames?.(entities) ?? new EntityKeys(entities, {});
  return { problems, names };
}

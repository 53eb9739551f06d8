import {
  EntityKeys,
  KpiSource,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { claimingEntities, Tried } from './claimingEntities';
import { Definitions } from './Definitions';

/** The entities that a source may measure, with the keys by which it knows them. */
export function sourceEntities(
  definitions: Definitions,
  source: KpiSource,
  tried?: Tried,
): SourceEntity[] {
  const entities = claimingEntities(definitions, source, tried);
  return source.settleNames ? entities : withoutDisputed(entities);
}

/** For a source that does not say whose names are: no two have the same. */
function withoutDisputed(entities: SourceEntity[]): SourceEntity[] {
  const { problems } = new EntityKeys(entities, {});
  const refused = new Set(
    problems.map(({ entityRef, value }) => `${entityRef} ${value}`),
  );
  return refused.size
    ? entities.map(({ keys, ...entity }) => ({
        ...entity,
        keys: Object.fromEntries(
          Object.entries(keys).filter(
            ([, key]) => !refused.has(`${entity.entityRef} ${key}`),
          ),
        ),
      }))
    : entities;
}

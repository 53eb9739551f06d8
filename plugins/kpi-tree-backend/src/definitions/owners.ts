import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { placeOf, Problem } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** The full reference of an owner; a Group if no kind is given. */
export function ownerEntityRef(owner: string): string {
  return stringifyEntityRef(parseEntityRef(owner, { defaultKind: 'group' }));
}

/** The first owner of an entity by its relations. */
export function findOwner(entity: Entity): string | null {
  return (
    entity.relations?.find(relation => relation.type === RELATION_OWNED_BY)
      ?.targetRef ?? null
  );
}

/** A problem if the owner of a definition is not in the catalog. */
export function ownerProblem(
  definition: Entity,
  owner: string,
  known: ReadonlySet<string>,
): Problem[] {
  return known.has(ownerEntityRef(owner))
    ? []
    : [
        {
          ...placeOf(definition),
          field: 'spec.owner',
          value: owner,
          message: `spec.owner is "${owner}", which is not in the catalog: name a Group or User that is`,
        },
      ];
}

import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Problem } from './problem';
import { placeOf } from './validate';

/**
 * The full reference of an owner; a Group if no kind is given.
 *
 * @public
 */
export function ownerEntityRef(owner: string): string {
  return stringifyEntityRef(parseEntityRef(owner, { defaultKind: 'group' }));
}

/**
 * The first owner of an entity by its relations.
 *
 * @public
 */
export function findOwner(entity: Entity): string | null {
  return (
    entity.relations?.find(relation => relation.type === RELATION_OWNED_BY)
      ?.targetRef ?? null
  );
}

/**
 * A problem if an owner that a definition names is not in the catalog.
 *
 * @param known - all entity references; not checked if not given
 * @param what - what the owner is of, for the message
 */
export function ownerProblem(
  definition: Entity,
  owner: string,
  known: ReadonlySet<string> | undefined,
  what = 'spec.owner',
): Problem[] {
  return !known || known.has(ownerEntityRef(owner))
    ? []
    : [
        {
          ...placeOf(definition),
          field: 'spec.owner',
          value: owner,
          message: `${what} is "${owner}", which is not in the catalog: name a Group or User that is`,
        },
      ];
}

import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Problem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { placeOf } from './placeOf';

/** Few owners own many KPIs, and each page lists them all. */
const OWNERS_KNOWN = 5_000;

const knownOwners = new Map<string, string>();

/**
 * The full reference of an owner; a Group if no kind is given.
 */
export function ownerEntityRef(owner: string): string {
  let ref = knownOwners.get(owner);
  if (ref === undefined) {
    ref = stringifyEntityRef(parseEntityRef(owner, { defaultKind: 'group' }));
    if (knownOwners.size >= OWNERS_KNOWN) {
      knownOwners.clear();
    }
    knownOwners.set(owner, ref);
  }
  return ref;
}

/**
 * The first owner of an entity by its relations.
 */
export function findOwner(entity: Entity): string | null {
  return (
    entity.relations?.find(relation => relation.type === RELATION_OWNED_BY)
      ?.targetRef ?? null
  );
}

/**
 * A problem if the owner that an entity names is not in the catalog, or is
 * written in another way there.
 *
 * @param known - all entities by reference; not checked if not given
 * @param what - what the owner is of, for the message
 */
export function ownerProblem(
  entity: Entity,
  owner: string,
  known: ReadonlyMap<string, Entity> | undefined,
  what = 'spec.owner',
): Problem[] {
  const mistake = known && ownerMistake(entity, owner, known);
  return mistake
    ? [
        {
          ...placeOf(entity),
          field: 'spec.owner',
          value: owner,
          message: `${what} is ${JSON.stringify(owner)}, ${mistake}`,
        },
      ]
    : [];
}

function ownerMistake(
  entity: Entity,
  owner: string,
  known: ReadonlyMap<string, Entity>,
): string | undefined {
  const ref = tryParse(owner, entity);
  if (!ref) {
    return 'which is not a reference to an entity: name a Group or User, such as group:default/payments';
  }
  const found = known.get(stringifyEntityRef(ref));
  if (!found) {
    return 'which is not in the catalog: name a Group or User that is';
  }
  // The catalog takes both for the same, but not everything beside it does
  const { name } = found.metadata;
  return name === ref.name
    ? undefined
    : `but the catalog has it as ${name}: write it the same way`;
}

function tryParse(owner: string, { kind, metadata }: Entity) {
  const isDefinition = kind === 'Kpi' || kind === 'KpiTree';
  try {
    return parseEntityRef(owner, {
      defaultKind: 'group',
      // Definitions of the library name owners of the organisation
      defaultNamespace: isDefinition ? undefined : metadata.namespace,
    });
  } catch {
    return undefined;
  }
}

import {
  Entity,
  parseEntityRef,
  RELATION_CHILD_OF,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { DefinedEntity } from './DefinedEntity';
import { SCOPE_KINDS } from './Scope';

/** The relations through which something belongs to a scope. */
const UPWARD = [RELATION_PART_OF, RELATION_OWNED_BY, RELATION_CHILD_OF];

/**
 * The members of each System, Domain and Group: the entities with a tree that
 * are part of it, or owned by it, directly or through other scopes (a Domain's
 * Systems, a Group's child groups).
 */
export function buildScopes(
  entities: readonly Entity[],
  defined: ReadonlyMap<string, DefinedEntity>,
): Map<string, string[]> {
  const parents = new Map<string, string[]>();
  for (const entity of entities) {
    parents.set(stringifyEntityRef(entity), scopesAbove(entity));
  }
  const scopes = new Map<string, string[]>();
  for (const entity of defined.values()) {
    if (!entity.attachments.length || SCOPE_KINDS.includes(entity.kind)) {
      continue;
    }
    for (const scope of ancestors(entity.entityRef, parents)) {
      const members = scopes.get(scope);
      if (members) {
        members.push(entity.entityRef);
      } else {
        scopes.set(scope, [entity.entityRef]);
      }
    }
  }
  return scopes;
}

function scopesAbove(entity: Entity): string[] {
  const isScope = SCOPE_KINDS.includes(entity.kind.toLocaleLowerCase('en-US'));
  return (entity.relations ?? [])
    .filter(({ type, targetRef }) => {
      const kind = parseEntityRef(targetRef).kind;
      return (
        UPWARD.includes(type) &&
        SCOPE_KINDS.includes(kind) &&
        // That a group owns a system does not make what other teams build in
        // that system the group's own.
        !(isScope && type === RELATION_OWNED_BY)
      );
    })
    .map(relation => relation.targetRef);
}

function ancestors(
  entityRef: string,
  parents: ReadonlyMap<string, string[]>,
): Set<string> {
  const seen = new Set<string>();
  const queue = [...(parents.get(entityRef) ?? [])];
  while (queue.length) {
    const scope = queue.pop()!;
    if (!seen.has(scope)) {
      seen.add(scope);
      queue.push(...(parents.get(scope) ?? []));
    }
  }
  return seen;
}

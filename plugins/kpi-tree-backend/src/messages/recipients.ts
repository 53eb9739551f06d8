import {
  Entity,
  parseEntityRef,
  RELATION_HAS_MEMBER,
  RELATION_PARENT_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Definitions } from '../definitions/Definitions';

/**
 * The Users whom some references mean: Users themselves, and all members of Groups and
 * the Groups below. Backstage's notifications take a short reference, or one in another
 * case, for somebody who does not exist; so each is looked up in the catalog here.
 *
 * @returns the full references of Users that the catalog has, and what was not found
 */
export function usersOf(
  { whole: { catalog } }: Pick<Definitions, 'whole'>,
  refs: string[],
): { users: string[]; unknown: string[] } {
  const found = new Map<string, Entity>();
  for (const entity of catalog) {
    if (/^(user|group)$/i.test(entity.kind)) {
      found.set(stringifyEntityRef(entity), entity);
    }
  }
  const users = new Set<string>();
  const unknown: string[] = [];
  const seen = new Set<string>();
  const add = (ref: string) => {
    const entity = found.get(ref);
    if (!entity || seen.has(ref)) {
      return entity !== undefined;
    }
    seen.add(ref);
    if (entity.kind.toLocaleLowerCase('en-US') === 'user') {
      users.add(ref);
      return true;
    }
    for (const { type, targetRef } of entity.relations ?? []) {
      if (type === RELATION_HAS_MEMBER || type === RELATION_PARENT_OF) {
        const full = fullRef(targetRef);
        if (full) {
          add(full);
        }
      }
    }
    return true;
  };
  for (const ref of refs) {
    const full = fullRef(ref);
    if (!full || !add(full)) {
      unknown.push(ref);
    }
  }
  return { users: [...users], unknown };
}

/** The full reference in lower case; of a Group if no kind is given. */
function fullRef(ref: string): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'group' }));
  } catch {
    return undefined;
  }
}

import { ContributionBy } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';

/** The group of those that belong to none. */
const NONE = '';

/** Which members are grouped, and what a group is called. */
export type MemberGroups = {
  groupOf: (entityRef: string) => string;
  /** The entity reference of a group; `null` of those that belong to none. */
  describe: (group: string) => { ref: string | null; title: string };
};

/**
 * Groups members by their owner or System, as the catalog has them now. To whoever
 * may not read an owner or System it is as if there were none.
 */
export function memberGroups(
  definitions: Definitions,
  members: string[],
  by: ContributionBy,
): MemberGroups {
  const titleOf = (ref: string) => definitions.entities.get(ref)?.title ?? ref;
  if (by === 'entity') {
    return {
      groupOf: ref => ref,
      describe: ref => ({ ref, title: titleOf(ref) }),
    };
  }
  const groups =
    by === 'owner'
      ? ownersOf(definitions, members)
      : systemsOf(definitions, members);
  return {
    groupOf: ref => {
      const group = groups.get(ref);
      return group !== undefined && definitions.entities.has(group)
        ? group
        : NONE;
    },
    describe: ref =>
      ref === NONE
        ? {
            ref: null,
            title: by === 'owner' ? 'Without owner' : 'Without System',
          }
        : { ref, title: titleOf(ref) },
  };
}

function ownersOf(
  definitions: Definitions,
  members: string[],
): Map<string, string> {
  return new Map(
    members.flatMap(ref => {
      const owner = definitions.entities.get(ref)?.owner;
      return owner ? [[ref, owner] as const] : [];
    }),
  );
}

/** Of several Systems the smallest: the one that is nearest. */
function systemsOf(
  definitions: Definitions,
  members: string[],
): Map<string, string> {
  const wanted = new Set(members);
  const systems = [...definitions.parts.scopes]
    .filter(([scope]) => scope.startsWith('system:'))
    .sort(([, a], [, b]) => b.length - a.length);
  return new Map(
    systems.flatMap(([system, refs]) =>
      refs.filter(ref => wanted.has(ref)).map(ref => [ref, system] as const),
    ),
  );
}

import { FORMERLY_ANNOTATION } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { NameProblem } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import type { HeldNames } from '../store/FormerNameStore';
import { DefinedEntity } from './DefinedEntity';

/** Kinds of which nothing is measured. */
const DEFINITION_KINDS = ['kpi', 'kpitree'];

/** Backstage's mark of what no catalog file has any more. */
const ORPHAN_ANNOTATION = 'backstage.io/orphan';

/** Whose history is whose, and what of it cannot be. */
export type FormerNames = {
  /** By earlier reference, the entity that has its history. */
  accepted: Map<string, string>;
  /** By entity, the earlier references that it names in vain. */
  problems: Map<string, NameProblem[]>;
};

/**
 * Decides which entity takes over the history of which earlier reference: whoever has it
 * already, else the only one that names it, if nothing in the catalog has it any more.
 * If something had it since it was given, that was another entity, whose history is
 * nobody's.
 *
 * @param held - who has which already
 * @param known - those that messages may be about, if not all; whoever else names the same
 * keeps its history all the same
 */
export function settleFormerNames(
  entities: ReadonlyMap<string, DefinedEntity>,
  held: HeldNames,
  known = entities,
): FormerNames {
  const claimants = new Map<string, DefinedEntity[]>();
  for (const entity of entities.values()) {
    for (const ref of entity.annotations.formerly ?? []) {
      const others = claimants.get(ref);
      if (others) {
        others.push(entity);
      } else {
        claimants.set(ref, [entity]);
      }
    }
  }
  const accepted = new Map<string, string>();
  const problems = new Map<string, NameProblem[]>();
  for (const [ref, claiming] of claimants) {
    const before = held.get(ref);
    const holders = claiming.filter(
      one => before && isHolder(one, before.to, entities),
    );
    // If the other entity is hidden, it counts as not in the catalog
    const cameAgain = entities.has(ref) ? null : before?.cameAgain ?? null;
    for (const claimant of claiming.filter(one => known.has(one.entityRef))) {
      const { entityRef } = claimant;
      const mistake =
        mistakeOf(ref, claimant, known.get(ref)) ??
        claimMistake(claimant, { claiming, holders, cameAgain });
      if (mistake === undefined) {
        accepted.set(ref, entityRef);
        continue;
      }
      const field = `metadata.annotations[${FORMERLY_ANNOTATION}]`;
      problems.set(entityRef, [
        ...(problems.get(entityRef) ?? []),
        {
          entityRef,
          field,
          value: ref,
          message: `${field} names ${ref}: ${mistake}`,
          others: claiming
            .map(other => other.entityRef)
            .filter(other => other !== entityRef),
        },
      ]);
    }
  }
  return { accepted, problems };
}

/** Whether an entity has what was given to a reference: it has that, or takes it over. */
function isHolder(
  { entityRef, annotations }: DefinedEntity,
  to: string,
  entities: ReadonlyMap<string, DefinedEntity>,
): boolean {
  return (
    entityRef === to ||
    (!entities.has(to) && annotations.formerly?.includes(to) === true)
  );
}

function claimMistake(
  claimant: DefinedEntity,
  {
    claiming,
    holders,
    cameAgain,
  }: {
    claiming: DefinedEntity[];
    holders: DefinedEntity[];
    cameAgain: string | null;
  },
): string | undefined {
  const isHeld = holders.includes(claimant);
  if (isHeld && cameAgain !== null) {
    return `this entity has its history, and since then, on ${cameAgain}, another one came to the catalog with that reference; what was measured of that one, and what sources still know by its name, does not count here: remove it. If that was this entity all the same, add it again once the portal has read the catalog without it, and it has that history as well`;
  }
  if (holders.length === 1) {
    return isHeld
      ? undefined
      : 'another entity has its history already, and keeps it as long as it names it: remove it here or, if that was a mistake, there';
  }
  return claiming.length > 1
    ? 'another entity names it as well, so that neither takes over its history: remove it from one of them'
    : undefined;
}

function mistakeOf(
  ref: string,
  { entityRef, kind }: DefinedEntity,
  known: DefinedEntity | undefined,
): string | undefined {
  if (ref === entityRef) {
    return 'that is this entity itself: name an earlier reference, or remove it';
  }
  const [formerKind] = ref.split(':');
  if ([kind, formerKind].some(each => DEFINITION_KINDS.includes(each))) {
    return 'nothing is measured of a Kpi or a KpiTree, so that it has no history: remove it';
  }
  if (!known) {
    return undefined;
  }
  return known.catalogAnnotations[ORPHAN_ANNOTATION] === 'true'
    ? 'it is still in the catalog, as an orphan, so that its history stays there: delete it from the catalog'
    : 'it is in the catalog, so that its history stays there: remove it from this annotation, or that entity from the catalog';
}

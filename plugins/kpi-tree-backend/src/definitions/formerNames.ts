import { FORMERLY_ANNOTATION } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { NameProblem } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { DefinedEntity } from './Definitions';

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
 * Decides which entity takes over the history of which earlier reference: the only one
 * that names it, if nothing in the catalog has it any more.
 *
 * @param known - those that messages may be about, if not all; whoever else names the same
 * keeps its history all the same
 */
export function settleFormerNames(
  entities: ReadonlyMap<string, DefinedEntity>,
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
    for (const claimant of claiming.filter(one => known.has(one.entityRef))) {
      const { entityRef } = claimant;
      const mistake =
        mistakeOf(ref, claimant, known.get(ref)) ??
        (claiming.length > 1
          ? 'another entity names it as well, so that neither takes over its history: remove it from one of them'
          : undefined);
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

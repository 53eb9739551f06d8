import { ANNOTATION_LOCATION } from '@backstage/catalog-model';
import { Problem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { NameProblem } from '@kpi-tree/backstage-plugin-kpi-tree-node';

/** Others that a message names; more are not needed to settle it. */
const OTHERS_NAMED = 5;

/**
 * That an entity does not get a name of a source that it claims, as a problem of its
 * catalog file.
 *
 * @param known - of those who claim it as well, these are named
 */
export function claimProblem(
  { entityRef, field, value, message, others }: NameProblem,
  { catalogAnnotations }: { catalogAnnotations: Record<string, string> },
  known: ReadonlyMap<string, unknown>,
): Problem {
  const location = catalogAnnotations[ANNOTATION_LOCATION];
  const named = others.filter(ref => known.has(ref)).slice(0, OTHERS_NAMED);
  return {
    entityRef,
    ...(location ? { location } : {}),
    field,
    value,
    message: named.length
      ? `${message} (also claimed by ${named.join(', ')})`
      : message,
  };
}

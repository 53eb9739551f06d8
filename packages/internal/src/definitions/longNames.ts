import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  ANNOTATION_PREFIX,
  overrideAnnotation,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** As many characters as a key of Backstage has behind its slash. */
const LONGEST_KEY = 63;

/** What of a KPI an entity may override, the longest word first. */
const longest = overrideAnnotation('threshold', '').length;

/** As many characters as the name of a `Kpi` may have for each of its annotations. */
const LONGEST_NAME = LONGEST_KEY - (longest - ANNOTATION_PREFIX.length);

/**
 * That the name of a `Kpi` is too long for its annotations: with one of them the catalog
 * would refuse the whole entity that has it.
 */
export function longNameProblems(kpi: Entity): Problem[] {
  const { name } = kpi.metadata;
  return name.length > LONGEST_NAME
    ? [
        {
          entityRef: stringifyEntityRef(kpi),
          field: 'metadata.name',
          value: name,
          message: `metadata.name has ${name.length} characters, so no entity can set the threshold of this Kpi: Backstage accepts ${LONGEST_KEY} after the slash of ${ANNOTATION_PREFIX}threshold.<name>. Use at most ${LONGEST_NAME}`,
        },
      ]
    : [];
}

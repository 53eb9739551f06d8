import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  definitionKind,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { sourceFilterProblems } from './filters';
import { linkDefinitions } from './link';
import { longNameProblems } from './longNames';

/**
 * What is wrong with entities that are to be given to a catalog: of definitions and
 * annotations, each by itself and with each other.
 *
 * @param written - what is checked; an entity with the same reference replaces one of
 * `beside`
 * @param beside - what else the catalog has, of which nothing is reported
 * @param options - `checkOwners: false` where the owners are not among them
 */
export function writtenProblems(
  written: Entity[],
  beside: Entity[],
  options: { checkOwners: boolean },
): Problem[] {
  const refs = new Set(written.map(entity => stringifyEntityRef(entity)));
  const { problems, attachments } = linkDefinitions(
    [
      ...written,
      ...beside.filter(entity => !refs.has(stringifyEntityRef(entity))),
    ],
    options,
  );
  return [
    ...problems,
    ...[...attachments.values()].flatMap(each => each.problems),
    ...written
      .filter(entity => definitionKind(entity) === 'Kpi')
      .flatMap(kpi => [...sourceFilterProblems(kpi), ...longNameProblems(kpi)]),
  ].filter(({ entityRef }) => refs.has(entityRef));
}

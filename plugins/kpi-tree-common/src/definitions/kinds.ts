import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import { LIBRARY_NAMESPACE } from './library';
import { Problem } from './problem';
import { placeOf } from './validate';

const kinds: DefinitionKind[] = ['Kpi', 'KpiTree'];

/**
 * The kinds of definitions.
 *
 * @public
 */
export type DefinitionKind = 'Kpi' | 'KpiTree';

/**
 * The kind of definition that an entity is, or is meant to be: one with a
 * misspelt version, or with the `apiVersion` copied from a Component, is ours
 * as well, so that it gets a page with the message. Another group of API
 * versions is somebody else's kind of the same name.
 *
 * @public
 */
export function definitionKind(entity: Entity): DefinitionKind | undefined {
  const group = entity.apiVersion.split('/')[0];
  return group === 'kpi-tree.io' || group === 'backstage.io'
    ? kinds.find(kind => kind.toLowerCase() === entity.kind.toLowerCase())
    : undefined;
}

/**
 * What is wrong with the kind and the namespace of a definition, by which it is
 * found.
 */
export function namingProblems(
  entity: Entity,
  kind: DefinitionKind,
): Problem[] {
  const namespace = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
  return [
    ...(entity.kind === kind
      ? []
      : [
          {
            ...placeOf(entity),
            field: 'kind',
            value: entity.kind,
            message: `kind is ${JSON.stringify(entity.kind)}: use ${kind}`,
          },
        ]),
    ...([DEFAULT_NAMESPACE, LIBRARY_NAMESPACE].includes(namespace)
      ? []
      : [
          {
            ...placeOf(entity),
            field: 'metadata.namespace',
            value: namespace,
            message: `metadata.namespace is ${JSON.stringify(
              namespace,
            )}: use ${DEFAULT_NAMESPACE}, as trees and annotations name definitions by plain name`,
          },
        ]),
  ];
}

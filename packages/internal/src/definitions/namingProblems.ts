import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import {
  type DefinitionKind,
  LIBRARY_NAMESPACE,
  type Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { placeOf } from './placeOf';

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

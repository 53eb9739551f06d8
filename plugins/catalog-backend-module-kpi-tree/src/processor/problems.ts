import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import {
  definitionProblems,
  LIBRARY_NAMESPACE,
  parseAnnotations,
  placeOf,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { definitionKind } from './kinds';

/**
 * What is wrong with an entity by itself: its `spec`, if it is a definition,
 * and its `kpi-tree.io/*` annotations. Whether what they name exists is known
 * only to the KPI tree backend.
 */
export function findProblems(entity: Entity): Problem[] {
  return [...ownProblems(entity), ...parseAnnotations(entity).problems];
}

function ownProblems(entity: Entity): Problem[] {
  const kind = definitionKind(entity);
  if (!kind) {
    return [];
  }
  return [
    ...spellingProblems(entity, kind),
    ...namespaceProblems(entity),
    ...definitionProblems(entity, kind),
  ];
}

function spellingProblems(entity: Entity, kind: string): Problem[] {
  return entity.kind === kind
    ? []
    : [
        {
          ...placeOf(entity),
          field: 'kind',
          value: entity.kind,
          message: `kind is ${JSON.stringify(entity.kind)}: use ${kind}`,
        },
      ];
}

function namespaceProblems(entity: Entity): Problem[] {
  const namespace = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
  return [DEFAULT_NAMESPACE, LIBRARY_NAMESPACE].includes(namespace)
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
      ];
}

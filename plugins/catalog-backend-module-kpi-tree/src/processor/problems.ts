import { Entity } from '@backstage/catalog-model';
import { definitionProblems, parseAnnotations } from '@internal/kpi-tree';
import {
  definitionKind,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * What is wrong with an entity by itself: its `spec`, if it is a definition,
 * and its `kpi-tree.io/*` annotations. Whether what they name exists is known
 * only to the KPI tree backend.
 */
export function findProblems(entity: Entity): Problem[] {
  const kind = definitionKind(entity);
  return [
    ...(kind ? definitionProblems(entity, kind) : []),
    ...parseAnnotations(entity).problems,
  ];
}

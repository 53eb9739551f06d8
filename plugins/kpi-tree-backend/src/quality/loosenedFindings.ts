import { stringifyEntityRef } from '@backstage/catalog-model';
import { describeTargetChange, targetEffect } from '@internal/kpi-tree';
import {
  KpiEntity,
  QualityFinding,
  TargetChange,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { ownerInCatalog } from './owners';
import { treeWith } from './scopeDefinitions';

/**
 * The entities that ask less of themselves than before the last review of a KPI: those
 * who are judged can write the annotation, so its owner is to see it.
 */
export function loosenedFindings(
  definitions: Definitions,
  kpi: KpiEntity,
  entityRefs: ReadonlySet<string>,
): QualityFinding[] {
  const { name, title = name } = kpi.metadata;
  return [...entityRefs].flatMap(entityRef => {
    const changes = definitions.targetChanges(name, entityRef);
    const messages = (['target', 'threshold'] as const).flatMap(
      bound => message(kpi, bound, changes) ?? [],
    );
    if (!messages.length) {
      return [];
    }
    const tree = treeWith(definitions, entityRef, name);
    return [
      {
        kind: 'loosened',
        owner: ownerInCatalog(definitions, kpi.spec.owner),
        entityRef,
        title: definitions.entities.get(entityRef)?.title ?? entityRef,
        messages,
        kpi: name,
        kpiTitle: title,
        ...(tree ? { tree } : {}),
      },
    ];
  });
}

function message(
  kpi: KpiEntity,
  bound: TargetChange['bound'],
  changes: TargetChange[],
): string | undefined {
  const { unit, period: periodType, direction, review } = kpi.spec;
  const since = changes.filter(
    change =>
      change.bound === bound && !(review?.last && change.date <= review.last),
  );
  const [first] = since;
  const last = since[since.length - 1];
  if (!first) {
    return undefined;
  }
  const change = {
    ...last,
    from: first.from,
    effect: targetEffect(direction, first.from, last.to),
  };
  const isRemoved = change.from !== null && change.to === null;
  if (change.effect !== 'loosened' && !isRemoved) {
    return undefined;
  }
  const text = describeTargetChange(change, { unit, periodType });
  const ref = stringifyEntityRef(kpi);
  return `${text} on ${last.date}, by an annotation or a tree: if that is agreed, set spec.review.last of ${ref} to a later day; if not, name in its spec.targetOverrides who may have a target of their own.`;
}

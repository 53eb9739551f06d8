import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  KpiEntity,
  LIBRARY_NAMESPACE,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { ALL, SCOPE_KINDS } from '../definitions/Scope';
import { TreeIndex } from '../definitions/TreeIndex';
import { ScopeView } from '../scopes/ScopeView';
import { UsedKpi } from './kpiFindings';

/**
 * The KPIs that somebody in a scope relies on. The portfolio has all there are but
 * those of the library that nobody uses.
 */
export function kpisOf({
  definitions,
  scope,
}: ScopeView): Pick<UsedKpi, 'kpi' | 'attachedTo'>[] {
  const own = definitions.attachedKpis(scope);
  const isOwn = ({ metadata }: KpiEntity) =>
    metadata.namespace !== LIBRARY_NAMESPACE;
  return [...definitions.kpis.values()].flatMap(kpi => {
    const { name } = kpi.metadata;
    const attached = definitions.scope(scope).membersWith(name);
    const attachedTo = own.has(name) ? new Set([...attached, scope]) : attached;
    const isUsed = attachedTo.size > 0 || (scope === ALL && isOwn(kpi));
    return isUsed && kpi.spec.lifecycle !== 'deprecated'
      ? [{ kpi, attachedTo }]
      : [];
  });
}

/** Whether somebody in a scope has a tree, or it is of the organisation. */
export function usedTrees({
  definitions,
  scope,
  members,
}: ScopeView): (tree: string) => boolean {
  const attached = new Set(
    [...members, scope].flatMap(ref =>
      (definitions.entities.get(ref)?.attachments ?? []).map(
        ({ tree }) => tree,
      ),
    ),
  );
  return tree =>
    attached.has(tree) ||
    definitions.tree(tree).metadata.namespace !== LIBRARY_NAMESPACE;
}

/** The mistakes in what a scope shows; the portfolio has all there are. */
export function problemsOf(
  { definitions, scope, members }: ScopeView,
  used: Pick<UsedKpi, 'kpi'>[],
): Problem[] {
  if (scope === ALL) {
    return definitions.problems();
  }
  const inScope = [...members, scope].flatMap(
    ref => definitions.entities.get(ref) ?? [],
  );
  const refs = new Set([
    ...used.map(({ kpi }) => stringifyEntityRef(kpi)),
    ...inScope.flatMap(({ attachments }) =>
      attachments.map(({ tree }) => stringifyEntityRef(definitions.tree(tree))),
    ),
  ]);
  return [
    ...definitions.definitionProblems.filter(p => refs.has(p.entityRef)),
    ...inScope.flatMap(({ entityRef }) => definitions.problemsOf(entityRef)),
  ];
}

/** Whether some page shows the KPI of the entity. */
export function isShown(
  definitions: Definitions,
  entityRef: string,
  kpi: string,
): boolean {
  const entity = definitions.entities.get(entityRef);
  return (
    entity !== undefined &&
    definitions.kpis.has(kpi) &&
    (SCOPE_KINDS.includes(entity.kind) ||
      definitions.attachedKpis(entityRef).has(kpi))
  );
}

/** The first tree in which an entity shows a KPI. */
export function treeWith(
  definitions: Definitions,
  entityRef: string,
  kpi: string,
): string | undefined {
  return definitions.entities
    .get(entityRef)
    ?.attachments.find(({ root }) => TreeIndex.of(root).kpis.has(kpi))?.tree;
}

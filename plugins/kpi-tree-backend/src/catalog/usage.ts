import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  DefinitionUsage,
  KpiEntity,
  KpiTreeEntity,
  LIBRARY_NAMESPACE,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { DefinedEntity } from '../definitions/DefinedEntity';
import { Definitions } from '../definitions/Definitions';
import { TreeIndex } from '../definitions/TreeIndex';

/** Entities that are named; the others are counted. */
const ENTITIES_NAMED = 20;

/** Where a KPI is used. */
export function kpiUsage(
  definitions: Definitions,
  kpi: KpiEntity,
): DefinitionUsage {
  const { name } = kpi.metadata;
  const { formulas } = definitions;
  return {
    ...extensions(definitions, definitions.kpis, kpi),
    formulas: [...definitions.kpis.values()]
      .filter(other =>
        [
          ...(formulas.get(other.metadata.name)?.operands.values() ?? []),
        ].includes(name),
      )
      .map(other => ({
        name: other.metadata.name,
        entityRef: stringifyEntityRef(other),
      })),
    trees: [...definitions.trees.values()].flatMap(tree => {
      const nodes = parentsOf(tree, name);
      return nodes.length ? [{ ...toTree(tree), nodes }] : [];
    }),
    ...attachedEntities(definitions, ({ entityRef }) =>
      definitions.attachedKpis(entityRef).has(name),
    ),
  };
}

/** Where a tree is used. */
export function treeUsage(
  definitions: Definitions,
  tree: KpiTreeEntity,
): DefinitionUsage {
  return {
    ...extensions(definitions, definitions.trees, tree),
    formulas: [],
    trees: [],
    ...attachedEntities(definitions, ({ attachments }) =>
      attachments.some(a => a.tree === tree.metadata.name),
    ),
  };
}

function toTree(tree: KpiTreeEntity) {
  const { name, title } = tree.metadata;
  return { name, entityRef: stringifyEntityRef(tree), title: title ?? name };
}

/** The nodes that have a KPI directly below them. */
function parentsOf(tree: KpiTreeEntity, kpi: string) {
  return TreeIndex.of(tree.spec.root).leaves.flatMap(({ leaf, path }) => {
    const { id, title } = path[path.length - 1];
    return leaf.kpi === kpi ? [{ id, title }] : [];
  });
}

function extensions(
  { entities }: Definitions,
  all: ReadonlyMap<string, KpiEntity | KpiTreeEntity>,
  one: KpiEntity | KpiTreeEntity,
): Pick<DefinitionUsage, 'extends' | 'extendedBy'> {
  const { name } = one.metadata;
  const base = one.spec.extends;
  const baseRef =
    base === name
      ? // The company's definition hides the library's of the same name.
        stringifyEntityRef({
          kind: one.kind,
          namespace: LIBRARY_NAMESPACE,
          name,
        })
      : base && all.get(base) && stringifyEntityRef(all.get(base)!);
  return {
    extends:
      base && baseRef && entities.has(baseRef)
        ? { name: base, entityRef: baseRef }
        : null,
    extendedBy: [...all.values()]
      .filter(other => other !== one && other.spec.extends === name)
      .map(other => ({
        name: other.metadata.name,
        entityRef: stringifyEntityRef(other),
      })),
  };
}

function attachedEntities(
  { entities }: Definitions,
  isAttached: (entity: DefinedEntity) => boolean,
): Pick<DefinitionUsage, 'entityCount' | 'entities'> {
  const attached = [...entities.values()].filter(isAttached);
  return {
    entityCount: attached.length,
    entities: attached
      .map(({ entityRef, title }) => ({ entityRef, title }))
      .sort((a, b) => a.title.localeCompare(b.title))
      .slice(0, ENTITIES_NAMED),
  };
}

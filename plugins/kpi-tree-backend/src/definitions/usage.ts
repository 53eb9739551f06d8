import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  DefinitionUsage,
  isLeaf,
  KpiEntity,
  KpiTreeEntity,
  LIBRARY_NAMESPACE,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from './Definitions';

/** Entities that are named; the others are counted. */
const ENTITIES_NAMED = 20;

/** What a caller may read of some references. */
type Readable = (entityRefs: string[]) => Promise<string[]>;

/** Where a KPI is used, of what the caller may read. */
export async function kpiUsage(
  definitions: Definitions,
  kpi: KpiEntity,
  readable: Readable,
): Promise<DefinitionUsage> {
  const { name } = kpi.metadata;
  const trees = [...definitions.trees.values()].flatMap(tree => {
    const nodes = parentsOf(tree, name);
    return nodes.length ? [{ ...toTree(tree), nodes }] : [];
  });
  const visible = new Set(await readable(trees.map(tree => tree.entityRef)));
  const attached = [...definitions.entities.keys()].filter(ref =>
    definitions.attachedKpis(ref).has(name),
  );
  const formulas = [...definitions.kpis.values()]
    .filter(other =>
      [
        ...(definitions.formulas.get(other.metadata.name)?.operands.values() ??
          []),
      ].includes(name),
    )
    .map(other => ({
      name: other.metadata.name,
      entityRef: stringifyEntityRef(other),
    }));
  const readableFormulas = await readable(
    formulas.map(({ entityRef }) => entityRef),
  );
  return {
    ...(await extensions(definitions.kpis, kpi, readable)),
    formulas: formulas.filter(({ entityRef }) =>
      readableFormulas.includes(entityRef),
    ),
    trees: trees.filter(tree => visible.has(tree.entityRef)),
    ...(await attachedEntities(definitions, attached, readable)),
  };
}

/** Where a tree is used, of what the caller may read. */
export async function treeUsage(
  definitions: Definitions,
  tree: KpiTreeEntity,
  readable: Readable,
): Promise<DefinitionUsage> {
  const attached = [...definitions.entities.values()]
    .filter(entity =>
      entity.attachments.some(a => a.tree === tree.metadata.name),
    )
    .map(entity => entity.entityRef);
  return {
    ...(await extensions(definitions.trees, tree, readable)),
    formulas: [],
    trees: [],
    ...(await attachedEntities(definitions, attached, readable)),
  };
}

function toTree(tree: KpiTreeEntity) {
  const { name, title } = tree.metadata;
  return { name, entityRef: stringifyEntityRef(tree), title: title ?? name };
}

/** The nodes below which a KPI stands. */
function parentsOf(tree: KpiTreeEntity, kpi: string) {
  return [...walkTree(tree.spec.root)].flatMap(({ node, path }) => {
    const { id, title } = path[path.length - 1] ?? {};
    return isLeaf(node) && node.kpi === kpi ? [{ id, title }] : [];
  });
}

async function extensions(
  all: ReadonlyMap<string, KpiEntity | KpiTreeEntity>,
  one: KpiEntity | KpiTreeEntity,
  readable: Readable,
): Promise<Pick<DefinitionUsage, 'extends' | 'extendedBy'>> {
  const { name } = one.metadata;
  const base = one.spec.extends;
  const baseRef =
    base === name
      ? // The house's definition hides the library's of the same name.
        stringifyEntityRef({
          kind: one.kind,
          namespace: LIBRARY_NAMESPACE,
          name,
        })
      : base && all.get(base) && stringifyEntityRef(all.get(base)!);
  const extending = [...all.values()]
    .filter(other => other !== one && other.spec.extends === name)
    .map(other => ({
      name: other.metadata.name,
      entityRef: stringifyEntityRef(other),
    }));
  const visible = new Set(
    await readable([
      ...(baseRef ? [baseRef] : []),
      ...extending.map(other => other.entityRef),
    ]),
  );
  return {
    extends:
      base && baseRef && visible.has(baseRef)
        ? { name: base, entityRef: baseRef }
        : null,
    extendedBy: extending.filter(other => visible.has(other.entityRef)),
  };
}

async function attachedEntities(
  definitions: Definitions,
  entityRefs: string[],
  readable: Readable,
): Promise<Pick<DefinitionUsage, 'entityCount' | 'entities'>> {
  const visible = await readable(entityRefs);
  return {
    entityCount: visible.length,
    entities: visible
      .map(entityRef => ({
        entityRef,
        title: definitions.entities.get(entityRef)?.title ?? entityRef,
      }))
      .sort((a, b) => a.title.localeCompare(b.title))
      .slice(0, ENTITIES_NAMED),
  };
}

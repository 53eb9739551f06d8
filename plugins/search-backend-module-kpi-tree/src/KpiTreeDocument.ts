import { parseEntityRef } from '@backstage/catalog-model';
import type { IndexableDocument } from '@backstage/plugin-search-common';
import {
  isLeaf,
  KpiDefinition,
  KpiTreeDefinition,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** The type of these documents in the search. */
export const DOCUMENT_TYPE = 'kpi-tree';

/**
 * A KPI or KPI tree in the search.
 *
 * @public
 */
export interface KpiTreeDocument extends IndexableDocument {
  /** `Kpi` or `KpiTree`. */
  kind: string;
  /** In the namespace `kpi-library` what came with the plugin. */
  namespace: string;
  name: string;
  /** Who answers for it, as the definition says it. */
  owner: string;
  lifecycle: string;
}

/**
 * A KPI as a document.
 *
 * @param trees - the names of the trees in which it stands. Their titles stay out:
 * the catalog tells a reader of the KPI no more of a tree than its name, either.
 */
export function kpiDocument(
  { name, entityRef, title, description, tags, spec }: KpiDefinition,
  trees: string[],
): KpiTreeDocument {
  return {
    ...common('Kpi', { name, entityRef, title, spec }),
    text: toText([
      description,
      ...Object.values(spec.definition ?? {}).flat(),
      spec.formula,
      spec.process,
      spec.unit,
      ...spec.personas,
      ...tags,
      name,
      ...trees.map(inWords),
    ]),
  };
}

/** A tree as a document: with what its definition says of its nodes and KPIs. */
export function treeDocument({
  name,
  entityRef,
  title,
  description,
  spec,
}: KpiTreeDefinition): KpiTreeDocument {
  return {
    ...common('KpiTree', { name, entityRef, title, spec }),
    text: toText([
      description,
      name,
      ...[...walkTree(spec.root)].map(({ node }) =>
        isLeaf(node) ? inWords(node.kpi) : node.title,
      ),
    ]),
  };
}

/** By KPI the names of the trees in which it stands. */
export function treesByKpi(trees: KpiTreeDefinition[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const { name, spec } of trees) {
    for (const { node } of walkTree(spec.root)) {
      if (isLeaf(node)) {
        found.set(node.kpi, (found.get(node.kpi) ?? new Set()).add(name));
      }
    }
  }
  return new Map([...found].map(([kpi, names]) => [kpi, [...names]]));
}

function common(
  kind: 'Kpi' | 'KpiTree',
  definition: {
    name: string;
    entityRef: string;
    title: string;
    spec: { owner: string; lifecycle: string };
  },
): Omit<KpiTreeDocument, 'text'> {
  const { entityRef, title, spec } = definition;
  const { namespace, name } = parseEntityRef(entityRef);
  return {
    title,
    location: `/catalog/${[namespace, kind, name]
      .map(part => encodeURIComponent(part.toLocaleLowerCase('en-US')))
      .join('/')}`,
    // Whoever may not read the definition in the catalog does not find it
    authorization: { resourceRef: entityRef },
    kind,
    namespace,
    name,
    owner: spec.owner,
    lifecycle: spec.lifecycle,
  };
}

/** A name is found by each of its words. */
function inWords(name: string): string {
  return name.replace(/[-_.]/g, ' ');
}

function toText(parts: (string | undefined)[]): string {
  return [...new Set(parts.filter(Boolean))].join(' · ');
}

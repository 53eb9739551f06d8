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

type Texts = (string | undefined)[];

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
  /** Who owns it, as the definition says it. */
  owner: string;
  lifecycle: string;
}

/**
 * A KPI as a document. Who may find it is decided by this KPI alone, so that its text has
 * nothing of other definitions: no trees in which it stands, and nothing that it has of
 * the KPI that it extends.
 *
 * @param base - the KPI that it extends
 */
export function kpiDocument(
  kpi: KpiDefinition,
  base?: KpiDefinition,
): KpiTreeDocument {
  return {
    ...common('Kpi', kpi),
    text: toText(kpiTexts(kpi), base && kpiTexts(base)),
  };
}

/**
 * A tree as a document: with what its definition says of its nodes and KPIs, and nothing
 * that it has of the tree that it extends.
 *
 * @param base - the tree that it extends
 */
export function treeDocument(
  tree: KpiTreeDefinition,
  base?: KpiTreeDefinition,
): KpiTreeDocument {
  return {
    ...common('KpiTree', tree),
    text: toText(treeTexts(tree), base && treeTexts(base)),
  };
}

function kpiTexts({ name, description, tags, spec }: KpiDefinition): Texts {
  return [
    description,
    ...Object.values(spec.definition ?? {}).flat(),
    spec.formula,
    spec.process,
    spec.unit,
    ...spec.personas,
    ...tags,
    name,
  ];
}

function treeTexts({ name, description, spec }: KpiTreeDefinition): Texts {
  return [
    description,
    name,
    ...[...walkTree(spec.root)].map(({ node }) =>
      isLeaf(node) ? inWords(node.kpi) : node.title,
    ),
  ];
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

function toText(texts: Texts, ofBase: Texts = []): string {
  const inherited = new Set(ofBase);
  return [...new Set(texts.filter(text => text && !inherited.has(text)))].join(
    ' · ',
  );
}

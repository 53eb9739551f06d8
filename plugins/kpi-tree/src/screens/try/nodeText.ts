import {
  isLeaf,
  type KpiDefinition,
  type KpiSpec,
  type KpiTreeBranch,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { stringify } from 'yaml';

/** A node of a tree, and who owns it or what is above it. */
export type FoundNode = { node: KpiTreeBranch; owner?: string };

/** The node of an id, with its owner or the next above it. */
export function findNode(
  root: KpiTreeBranch,
  id: string,
  owner?: string,
): FoundNode | undefined {
  const own = root.owner ?? owner;
  if (root.id === id) {
    return { node: root, owner: own };
  }
  for (const child of root.children) {
    const found = isLeaf(child) ? undefined : findNode(child, id, own);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** What a new KPI has in common with those that are below the node already. */
const SHARED = ['unit', 'direction', 'grain', 'period'] as const;

const DEFAULTS = {
  unit: 'h',
  direction: 'lower',
  grain: 'day',
  period: 'month',
} satisfies Pick<KpiSpec, (typeof SHARED)[number]>;

/**
 * The YAML of a new KPI below a node: with the owner of the node, and what all KPIs
 * directly below it have in common.
 *
 * @param kpis - all that are valid
 * @param treeOwner - who owns it where nobody owns a node
 */
export function nodeText(
  { node, owner }: FoundNode,
  kpis: KpiDefinition[],
  treeOwner: string,
): string {
  const names = new Set(
    node.children.flatMap(child => (isLeaf(child) ? [child.kpi] : [])),
  );
  const siblings = kpis.filter(({ name }) => names.has(name));
  const shared = <K extends keyof KpiSpec>(key: K): KpiSpec[K] | undefined => {
    const values = new Set(siblings.map(({ spec }) => spec[key]));
    return values.size === 1 ? siblings[0].spec[key] : undefined;
  };
  // One that is computed or sent has none
  const sources = new Set(
    siblings.flatMap(({ spec }) => spec.source?.id ?? []),
  );
  const [source] = sources.size === 1 ? sources : [undefined];
  return stringify(
    {
      apiVersion: 'kpi-tree.io/v1alpha1',
      kind: 'Kpi',
      metadata: {
        name: 'my-kpi',
        title: 'My KPI',
        description: 'What is measured and why it matters',
      },
      spec: {
        lifecycle: 'experimental',
        owner: owner ?? treeOwner,
        ...(shared('process') ? { process: shared('process') } : {}),
        ...Object.fromEntries(
          SHARED.map(key => [key, shared(key) ?? DEFAULTS[key]]),
        ),
        aggregate: { overTime: 'mean', overEntities: 'mean' },
        target: 4,
        threshold: 8,
        definition: {
          formula: 'sum of durations / number of incidents',
          excludes: 'nothing',
        },
        source: { id: source ?? 'my-source' },
      },
    },
    { lineWidth: 80 },
  );
}

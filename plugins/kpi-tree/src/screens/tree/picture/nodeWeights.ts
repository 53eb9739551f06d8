import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** How much a node counts for the one above it. */
export type NodeWeight = {
  /** 0..1, its part of the weight of all siblings. */
  share: number;
  /** The title of the node above it. */
  parent: string;
};

/**
 * How much each node below a root counts.
 *
 * @param root - the whole tree: what a filter hides has its weight all the same
 */
export function nodeWeights(
  root: ScorecardNode,
): ReadonlyMap<string, NodeWeight> {
  const weights = new Map<string, NodeWeight>();
  const visit = (node: ScorecardNode) => {
    const total = node.children.reduce((sum, { weight }) => sum + weight, 0);
    for (const child of node.children) {
      weights.set(child.id, {
        share: total ? child.weight / total : 0,
        parent: node.title,
      });
      visit(child);
    }
  };
  visit(root);
  return weights;
}

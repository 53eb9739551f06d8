import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** So many nodes can be taken in; of a larger tree less is shown at first. */
const COMFORTABLE = 20;

/** How many levels a tree has. */
export function depthOf(node: ScorecardNode): number {
  return 1 + Math.max(0, ...node.children.map(depthOf));
}

/** How many nodes there are below a node. */
export function countBelow(node: ScorecardNode): number {
  return node.children.reduce((sum, child) => sum + 1 + countBelow(child), 0);
}

/**
 * What is folded so that the tree is shown down to a level.
 *
 * @param level - from 1, the root alone
 */
export function foldedToLevel(
  root: ScorecardNode,
  level: number,
): ReadonlySet<string> {
  const folded = new Set<string>();
  const visit = (node: ScorecardNode, depth: number) => {
    if (!node.children.length) {
      return;
    }
    if (depth === level) {
      folded.add(node.id);
    } else {
      node.children.forEach(child => visit(child, depth + 1));
    }
  };
  visit(root, 1);
  return folded;
}

/** What is folded at first: a large tree as far as one can take in. */
export function foldedAtFirst(root: ScorecardNode): ReadonlySet<string> {
  const depth = depthOf(root);
  let level = 1;
  while (level < depth && countDownTo(root, level + 1) <= COMFORTABLE) {
    level++;
  }
  return level === depth ? new Set() : foldedToLevel(root, Math.max(level, 2));
}

/** How many nodes there are down to a level. */
function countDownTo(node: ScorecardNode, level: number): number {
  return level < 1
    ? 0
    : node.children.reduce(
        (sum, child) => sum + countDownTo(child, level - 1),
        1,
      );
}

/** The nodes above a node, from the root down; none if it is not in the tree. */
export function nodesAbove(root: ScorecardNode, id: string): ScorecardNode[] {
  for (const child of root.children) {
    if (child.id === id) {
      return [root];
    }
    const below = nodesAbove(child, id);
    if (below.length) {
      return [root, ...below];
    }
  }
  return [];
}

/** What is folded when a node is to be seen: the same, or less. */
export function withoutHiding(
  folded: ReadonlySet<string>,
  root: ScorecardNode,
  id: string,
): ReadonlySet<string> {
  const above = nodesAbove(root, id).filter(node => folded.has(node.id));
  if (!above.length) {
    return folded;
  }
  const next = new Set(folded);
  above.forEach(node => next.delete(node.id));
  return next;
}

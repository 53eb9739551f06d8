import {
  isLeaf,
  type KpiTreeBranch,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * The tree with only the branches that are named, and the nodes above them.
 *
 * @returns `undefined` if no id names a branch of the tree.
 */
export function narrowTree(
  root: KpiTreeBranch,
  nodeIds: string[],
): KpiTreeBranch | undefined {
  if (nodeIds.includes(root.id)) {
    return root;
  }
  const children = root.children.flatMap(child => {
    const narrowed = isLeaf(child) ? undefined : narrowTree(child, nodeIds);
    return narrowed ? [narrowed] : [];
  });
  return children.length ? { ...root, children } : undefined;
}

import {
  isLeaf,
  KpiTreeBranch,
  KpiTreeLeaf,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** A KPI of a tree, with the nodes above it from the root down. */
export type PlacedLeaf = {
  id: string;
  leaf: KpiTreeLeaf;
  path: KpiTreeBranch[];
};

/** The KPIs of a tree, in its order. */
export function leavesOf(root: KpiTreeBranch): PlacedLeaf[] {
  return [...walkTree(root)].flatMap(({ node, path }) =>
    isLeaf(node)
      ? [{ id: `${path[path.length - 1].id}/${node.kpi}`, leaf: node, path }]
      : [],
  );
}

/** A node of a tree by its id; the root if none is given. */
export function findNode(
  root: KpiTreeBranch,
  id: string | undefined,
): KpiTreeBranch | KpiTreeLeaf | undefined {
  if (id === undefined) {
    return root;
  }
  for (const { node, path } of walkTree(root)) {
    const own = isLeaf(node)
      ? `${path[path.length - 1].id}/${node.kpi}`
      : node.id;
    if (own === id) {
      return node;
    }
  }
  return undefined;
}

import {
  isKpiNode,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { needsAttention } from '../status';

/** A visible row of a tree table. */
export type TreeRow = {
  node: ScorecardNode;
  /** From 1, as ARIA counts. */
  level: number;
  /** From 1, among the visible siblings. */
  position: number;
  siblings: number;
  parentId?: string;
  /** `undefined` if there is nothing to unfold. */
  expanded?: boolean;
};

/**
 * The tree with only the KPIs that need attention and the nodes above them.
 *
 * @returns `undefined` if none does.
 */
export function onlyAttention(node: ScorecardNode): ScorecardNode | undefined {
  if (node.kind === 'kpi') {
    return node.problem || needsAttention(node.status) ? node : undefined;
  }
  const children = node.children.flatMap(child => onlyAttention(child) ?? []);
  return children.length ? { ...node, children } : undefined;
}

/** The rows of a tree from top to bottom, without those below folded nodes. */
export function treeRows(
  root: ScorecardNode,
  folded: ReadonlySet<string>,
): TreeRow[] {
  const visit = (
    node: ScorecardNode,
    place: Omit<TreeRow, 'node' | 'expanded'>,
  ): TreeRow[] => {
    const expanded = node.children.length ? !folded.has(node.id) : undefined;
    return [
      { node, ...place, expanded },
      ...(expanded
        ? node.children.flatMap((child, index) =>
            visit(child, {
              level: place.level + 1,
              position: index + 1,
              siblings: node.children.length,
              parentId: node.id,
            }),
          )
        : []),
    ];
  };
  return visit(root, { level: 1, position: 1, siblings: 1 });
}

/** The first node for which a test holds, depth first. */
function findNode(
  node: ScorecardNode,
  test: (node: ScorecardNode) => boolean,
): ScorecardNode | undefined {
  if (test(node)) {
    return node;
  }
  for (const child of node.children) {
    const found = findNode(child, test);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** The KPI that a URL means: by the id of its node, or by the KPI's name. */
export function findKpi(root: ScorecardNode, idOrName: string) {
  const found =
    findNode(root, node => node.id === idOrName && isKpiNode(node)) ??
    findNode(root, node => node.kpi === idOrName && isKpiNode(node));
  return found && isKpiNode(found) ? found : undefined;
}

/** The shortest text that names a KPI of a tree in a URL. */
export function kpiParam(root: ScorecardNode, node: ScorecardNode): string {
  return node.kpi && findKpi(root, node.kpi)?.id === node.id
    ? node.kpi
    : node.id;
}

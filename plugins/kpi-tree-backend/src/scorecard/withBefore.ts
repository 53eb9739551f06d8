import {
  isKpiNode,
  NodeBefore,
  Scorecard,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * A scorecard with how each of its nodes stood in another one of the same scope.
 *
 * @param compare - the day of the other, `YYYY-MM-DD`
 */
export function withBefore(
  scorecard: Scorecard,
  before: Scorecard,
  compare: string,
): Scorecard {
  const roots = new Map(before.trees.map(({ name, root }) => [name, root]));
  return {
    ...scorecard,
    compare,
    trees: scorecard.trees.map(tree => ({
      ...tree,
      root: compared(tree.root, nodesOf(roots.get(tree.name))),
    })),
  };
}

function compared(
  node: ScorecardNode,
  others: ReadonlyMap<string, ScorecardNode>,
): ScorecardNode {
  const other = others.get(node.id);
  return {
    ...node,
    ...(other ? { before: beforeOf(other) } : {}),
    children: node.children.map(child => compared(child, others)),
  };
}

function beforeOf(node: ScorecardNode): NodeBefore {
  const { score, status, coverage } = node;
  return {
    score,
    status,
    coverage,
    ...(isKpiNode(node) ? { period: node.period, value: node.value } : {}),
  };
}

function nodesOf(root: ScorecardNode | undefined): Map<string, ScorecardNode> {
  const found = new Map<string, ScorecardNode>();
  const visit = (node: ScorecardNode) => {
    found.set(node.id, node);
    node.children.forEach(visit);
  };
  if (root) {
    visit(root);
  }
  return found;
}

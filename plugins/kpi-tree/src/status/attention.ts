import {
  isKpiNode,
  KpiScorecardNode,
  ScorecardNode,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

const urgency: Partial<Record<Status, number>> = {
  'off-target': 0,
  'at-risk': 1,
  stale: 2,
  'no-data': 3,
};

/** Whether somebody should look at this status. */
export function needsAttention(status: Status): boolean {
  return urgency[status] !== undefined;
}

/** All KPIs at and below a node that could be evaluated. */
export function kpisOf(node: ScorecardNode): KpiScorecardNode[] {
  return isKpiNode(node) ? [node] : node.children.flatMap(kpisOf);
}

/** The KPIs that need attention, the most urgent first. */
export function attentionList(root: ScorecardNode): KpiScorecardNode[] {
  return kpisOf(root)
    .filter(node => needsAttention(node.status))
    .sort(
      (a, b) =>
        urgency[a.status]! - urgency[b.status]! ||
        (a.score ?? 0) - (b.score ?? 0) ||
        b.weight - a.weight,
    );
}

/** How many KPIs at and below a node have each status. */
export function countStatuses(root: ScorecardNode): Map<Status, number> {
  const counts = new Map<Status, number>();
  for (const { status } of kpisOf(root)) {
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return counts;
}

/** All nodes of a kind at and below a node. */
export function nodesOfKind(
  node: ScorecardNode,
  kind: ScorecardNode['kind'],
): ScorecardNode[] {
  return node.kind === kind
    ? [node]
    : node.children.flatMap(child => nodesOfKind(child, kind));
}

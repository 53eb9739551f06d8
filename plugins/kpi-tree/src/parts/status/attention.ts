import {
  compareNeed,
  Need,
  needsAttention,
  openScoreOf,
} from '@internal/kpi-tree';
import {
  isKpiNode,
  KpiScorecardNode,
  ScorecardNode,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** All KPIs at and below a node that could be evaluated. */
export function kpisOf(node: ScorecardNode): KpiScorecardNode[] {
  return isKpiNode(node) ? [node] : node.children.flatMap(kpisOf);
}

/** The KPIs that count: what has no weight, or is below what has none, is left out. */
function countingKpis(node: ScorecardNode): KpiScorecardNode[] {
  return isKpiNode(node)
    ? [node]
    : node.children
        .filter(({ weight }) => weight > 0)
        .flatMap(child => countingKpis(child));
}

/** How much somebody has to look at a node. */
export function needOf(node: ScorecardNode): Need {
  const { status, score, trend, weight } = node;
  const openScore = isKpiNode(node) ? openScoreOf(node, node.direction) : score;
  return { status, openScore, trend, weight };
}

/**
 * The KPIs that need attention, the most urgent first. Those of weight 0 are for
 * information, and need none.
 */
export function attentionList(root: ScorecardNode): KpiScorecardNode[] {
  return countingKpis(root)
    .filter(node => needsAttention(node.status))
    .sort((a, b) => compareNeed(needOf(a), needOf(b)));
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

/**
 * Whether a value is that of the whole period it is shown for, so that it may be compared
 * with that of another one.
 */
export function isOfItsPeriod(status: Status): boolean {
  return status !== 'incomplete' && status !== 'stale';
}

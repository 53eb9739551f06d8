import { compareNeed, openScoreOf } from '@internal/kpi-tree';
import {
  isKpiNode,
  KpiScorecardNode,
  ScorecardNode,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** How a check ends. */
export type Result = 'passed' | 'failed' | 'unknown';

/** A hair of tolerance, the same as of scores that are shown. */
const HAIR = 1e-9;

/** A status that says how a KPI stands with its target. */
const judged: Status[] = ['on-target', 'at-risk', 'off-target'];

/**
 * Whether a node passes. What has no score is unknown, and neither passed nor failed.
 *
 * @param min - the lowest score that passes, 0 to 100; if not given, all passes that is
 * not off target
 */
export function resultOf(node: ScorecardNode, min?: number): Result {
  const { score, status } = node;
  if (score === null || !judged.includes(status)) {
    return 'unknown';
  }
  const isBelow =
    min === undefined ? status === 'off-target' : score + HAIR < min;
  return isBelow ? 'failed' : 'passed';
}

/** The KPIs of a node, each once, those that need a person first. */
export function kpisOf(node: ScorecardNode): ScorecardNode[] {
  const kpis = new Map<string, ScorecardNode>();
  const visit = (one: ScorecardNode) => {
    // One with a mistake has no more than its title, the name
    const name = one.kpi ?? one.title;
    if (one.kind === 'kpi' && (kpis.get(name)?.weight ?? -1) < one.weight) {
      kpis.set(name, one);
    }
    one.children.forEach(visit);
  };
  visit(node);
  return [...kpis.values()].sort((a, b) => compareNeed(needOf(a), needOf(b)));
}

function needOf(node: ScorecardNode) {
  return {
    ...node,
    openScore: isKpiNode(node)
      ? openScoreOf(node, (node as KpiScorecardNode).direction)
      : null,
  };
}

import { rollUp, rollUpTrend } from '@internal/kpi-tree';
import {
  isLeaf,
  KpiTreeBranch,
  KpiTreeLeaf,
  Status,
  Trend,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** What of a KPI counts in the nodes above it. */
export type LeafState = { score: number | null; status: Status; trend: Trend };

/** How a node stands by the KPIs below it. */
export type NodeScore = LeafState & { weight: number; coverage: number };

/** What stands for a KPI of which nothing is known. */
export const NO_DATA: LeafState = {
  score: null,
  status: 'no-data',
  trend: 'unknown',
};

/**
 * Evaluates a node as a scorecard does, without the details of a scorecard: for
 * many entities at once.
 *
 * @param stateOf - the state of a KPI; nothing where nothing is known
 */
export function scoreTree(
  node: KpiTreeBranch | KpiTreeLeaf,
  stateOf: (kpi: string) => LeafState | undefined,
  coverageFloor: number,
): NodeScore {
  const { weight } = node;
  if (isLeaf(node)) {
    const { score, status, trend } = stateOf(node.kpi) ?? NO_DATA;
    return { weight, score, status, trend, coverage: score === null ? 0 : 1 };
  }
  const children = node.children.map(child =>
    scoreTree(child, stateOf, coverageFloor),
  );
  return {
    weight,
    trend: rollUpTrend(children, coverageFloor),
    ...rollUp(children, node.rollup, coverageFloor),
  };
}

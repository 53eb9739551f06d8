import type {
  Bound,
  Direction,
  Status,
  Trend,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { openScore } from './score';

/**
 * All statuses, those that need a person first: the order of every list of the worst.
 */
export const statusOrder: Status[] = [
  'off-target',
  'at-risk',
  'stale',
  'no-data',
  'incomplete',
  'no-target',
  'on-target',
];

/** What is getting worse comes first. */
const trendOrder: Record<Trend, number> = {
  worsening: 0,
  unknown: 1,
  stable: 1,
  improving: 2,
};

/**
 * Whether somebody should look at this status.
 */
export function needsAttention(status: Status): boolean {
  return statusOrder.indexOf(status) < statusOrder.indexOf('no-target');
}

/**
 * What decides how much somebody has to look at a KPI, or a node.
 */
export type Need = {
  status: Status;
  /** The score without its floor; see {@link openScore}. `null` without a score. */
  openScore: number | null;
  trend: Trend;
  /** With which it counts in its tree; 0 is for information. */
  weight: number;
};

/**
 * The one order of lists of the worst, in portal and backend: by {@link statusOrder},
 * then by distance from the target, which has no end beyond the threshold, then what is
 * getting worse, then by weight. What has the weight 0 is for information, and comes
 * after all that counts.
 *
 * @returns below 0 if `a` comes first; 0 where both need the same
 */
export function compareNeed(a: Need, b: Need): number {
  return (
    Number(a.weight === 0) - Number(b.weight === 0) ||
    statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status) ||
    distance(a) - distance(b) ||
    trendOrder[a.trend] - trendOrder[b.trend] ||
    b.weight - a.weight
  );
}

/** What has no score comes after what has one. */
function distance(need: Need): number {
  return need.openScore ?? Number.MAX_VALUE;
}

/**
 * The score without its floor of a value that is judged.
 *
 * @returns `null` where it is not judged
 */
export function openScoreOf(
  judged: {
    value: number | null;
    score: number | null;
    target: Bound | null;
    threshold: Bound | null;
  },
  direction: Direction,
): number | null {
  const { value, score, target, threshold } = judged;
  return value === null ||
    score === null ||
    target === null ||
    threshold === null
    ? score
    : openScore(value, target, threshold, direction);
}

import { Status, Trend } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { LeafState } from './scoreTree';

/** How much somebody has to look at a KPI: the less, the sooner. */
export type Need = {
  status: number;
  trend: number;
  score: number;
  entityRef: string;
  kpi: string;
};

const STATUS_ORDER: Record<Status, number> = {
  'off-target': 0,
  stale: 1,
  'no-data': 1,
  'at-risk': 2,
  'on-target': 3,
  'no-target': 4,
};

const TREND_ORDER: Record<Trend, number> = {
  worsening: 0,
  unknown: 1,
  stable: 1,
  improving: 2,
};

/** Beyond the best of all scores. */
const NO_SCORE = 101;

/**
 * Off target comes first, then what is stale or without data, at risk, on target, and
 * what nothing judges; within these what is getting worse, then the lower score.
 */
export function needOf(
  { entityRef, kpi }: { entityRef: string; kpi: string },
  { status, trend, score }: LeafState,
): Need {
  return {
    status: STATUS_ORDER[status],
    trend: TREND_ORDER[trend],
    score: score ?? NO_SCORE,
    entityRef,
    kpi,
  };
}

/** The order of need; of equal ones that of the names. */
export function compareNeed(a: Need, b: Need): number {
  return (
    a.status - b.status ||
    a.trend - b.trend ||
    a.score - b.score ||
    compare(a.entityRef, b.entityRef) ||
    compare(a.kpi, b.kpi)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

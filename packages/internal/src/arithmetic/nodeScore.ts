import { Status, Trend } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { withoutRoundingError } from './rounding';
import { statusOfScore } from './score';

/**
 * What a parent needs of its child.
 */
export type RollupChild = {
  weight: number;
  /** 0..100, `null` if the child has none. */
  score: number | null;
  /** 0..1 */
  coverage: number;
};

/**
 * The share of a node's weight that has to have a score for the node to have
 * one.
 */
export const DEFAULT_COVERAGE_FLOOR = 0.5;

/**
 * Score, status and coverage of a node from its children: the mean of the
 * children that have a score, weighted, or the worst of them. Coverage is the
 * share of the weight that has a score, through all levels: a child that is
 * itself half covered counts half. Under the floor the node is `no-data`:
 * missing is never zero, and never silently left out.
 */
export function rollUp(
  children: RollupChild[],
  rollup: 'weighted' | 'worst',
  coverageFloor: number = DEFAULT_COVERAGE_FLOOR,
): { score: number | null; status: Status; coverage: number } {
  const total = children.reduce((s, child) => s + child.weight, 0);
  const scored = children.filter(
    (child): child is RollupChild & { score: number } =>
      child.score !== null && child.weight > 0,
  );
  const coverage = total
    ? scored.reduce((s, child) => s + child.weight * child.coverage, 0) / total
    : 0;
  // A hair of tolerance, so that 0.1 + 0.2 + ... counts as what it stands for.
  if (!scored.length || coverage < coverageFloor - 1e-9) {
    return { score: null, status: 'no-data', coverage };
  }
  const weight = scored.reduce((s, child) => s + child.weight, 0);
  const points =
    rollup === 'worst'
      ? Math.min(...scored.map(child => child.score))
      : withoutRoundingError(
          scored.reduce((s, child) => s + child.weight * child.score, 0) /
            weight,
        );
  return { score: points, status: statusOfScore(points), coverage };
}

/**
 * Whether a node improves, from its children: the weight of those that improve
 * against the weight of those that worsen. `stable` where they are equal, or where
 * neither is; `unknown` where the children whose trend is known have less than the
 * floor of the weight, so that one of many does not speak for all.
 */
export function rollUpTrend(
  children: { weight: number; trend: Trend }[],
  coverageFloor: number = DEFAULT_COVERAGE_FLOOR,
): Trend {
  const weightOf = (...trends: Trend[]) =>
    children
      .filter(child => trends.includes(child.trend))
      .reduce((s, child) => s + child.weight, 0);
  const improving = weightOf('improving');
  const worsening = weightOf('worsening');
  const known = improving + worsening + weightOf('stable');
  const total = known + weightOf('unknown');
  // A hair of tolerance, as in the coverage of a score
  if (!known || known < total * coverageFloor - 1e-9) {
    return 'unknown';
  }
  if (Math.abs(improving - worsening) < 1e-9 * known) {
    return 'stable';
  }
  return improving > worsening ? 'improving' : 'worsening';
}

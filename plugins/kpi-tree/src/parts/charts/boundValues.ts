import type { Bound } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** The values that a bound draws: one, or the two of a range. */
export function boundValues(bound: Bound | null): number[] {
  if (bound === null) {
    return [];
  }
  return typeof bound === 'object' ? [bound.min, bound.max] : [bound];
}

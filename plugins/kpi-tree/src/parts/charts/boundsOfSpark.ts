import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Bounds } from './boundSteps';

/** What each period of a spark is judged by: what held in it. */
export function boundsOfSpark(
  {
    target,
    threshold,
    bounds,
  }: Pick<KpiScorecardNode, 'target' | 'threshold' | 'bounds'>,
  spark: KpiScorecardNode['spark'],
): Bounds[] {
  return spark.map(([period]) => {
    const held = bounds?.filter(([from]) => from <= period).pop();
    return held
      ? { target: held[1], threshold: held[2] }
      : { target, threshold };
  });
}

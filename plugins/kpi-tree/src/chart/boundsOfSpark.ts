import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Bounds } from './boundSteps';

/** What each period of a spark is judged by: what held in it. */
export function boundsOfSpark(
  { target, threshold }: Pick<KpiScorecardNode, 'target' | 'threshold'>,
  spark: KpiScorecardNode['spark'],
): Bounds[] {
  return spark.map(() => ({ target, threshold }));
}

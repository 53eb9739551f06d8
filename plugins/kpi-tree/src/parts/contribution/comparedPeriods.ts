import {
  isIsoDate,
  type KpiScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { KpiTreeParams } from '../view/useKpiTreeParams';

/** Which periods are compared, and which can be, the newest first. */
export type ComparedPeriods = { from: string; to: string; options: string[] };

/**
 * The periods that the address asks for, if they are dates, else the two newest complete
 * ones that have a value.
 *
 * @returns nothing if there are no two periods with a value
 */
export function comparedPeriods(
  { spark }: Pick<KpiScorecardNode, 'spark'>,
  params: Pick<KpiTreeParams, 'from' | 'to'>,
): ComparedPeriods | undefined {
  const measured = spark
    .flatMap(([period, value]) => (value === null ? [] : [period]))
    .reverse();
  const [first, last] = [params.from, params.to].map(date =>
    isIsoDate(date ?? '') ? date : undefined,
  );
  const to = last ?? measured[0];
  const from =
    first && first < to ? first : measured.find(period => period < to);
  if (to === undefined || from === undefined) {
    return undefined;
  }
  return {
    from,
    to,
    options: [...new Set([...measured, from, to])].sort().reverse(),
  };
}

import {
  daysIn,
  Known,
  knownOfAll,
  KpiEntity,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * How much is known of what members come to in a period: the days of those that count.
 *
 * @param parts - of each, `undefined` where all is known
 * @param start - the first day of the period
 * @param period - its length, if it is not that of the KPI
 * @returns nothing where all is known of all
 */
export function knownOfMembers(
  parts: (Known | undefined)[],
  start: string,
  { spec }: KpiEntity,
  period: PeriodType = spec.period,
): { known?: Known } {
  const known = knownOfAll(parts, daysIn(start, period));
  return known ? { known } : {};
}

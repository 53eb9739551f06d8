import {
  daysIn,
  Known,
  knownOfAll,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * How much is known of what members come to in a period: of the days of all of which
 * something is known by then, whether or not they have a value.
 *
 * @param parts - of each, `undefined` where all is known
 * @param start - the first day of the period
 * @returns nothing where all is known of all
 */
export function knownOfMembers(
  parts: (Known | undefined)[],
  start: string,
  period: PeriodType,
): { known?: Known } {
  const known = knownOfAll(parts, daysIn(start, period));
  return known ? { known } : {};
}

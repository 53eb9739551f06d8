import { FIRST_DATE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { isDay } from './useView';

const months: Record<string, number> = { P1M: 1, P3M: 3, P1Y: 12 };

/**
 * The day with which a view is compared, no earlier than the first there is.
 *
 * @param compare - the day itself, or how long before: `P1M`, `P3M`, `P1Y`
 * @param asOf - the day of the view, or today: `YYYY-MM-DD`
 */
export function comparedDay(
  compare: string | undefined,
  asOf: string,
): string | undefined {
  if (!compare || isDay(compare)) {
    return compare;
  }
  const [year, month, day] = asOf.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 - months[compare], 1));
  const last = new Date(first);
  last.setUTCMonth(first.getUTCMonth() + 1, 0);
  // A month before 31 March is the end of February
  first.setUTCDate(Math.min(day, last.getUTCDate()));
  const before = first.toISOString().slice(0, 10);
  return before < FIRST_DATE ? FIRST_DATE : before;
}

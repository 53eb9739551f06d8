import { dateOf } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';

/** Today in the calendar of the portal. */
export function today({
  now,
  timeZone,
}: Pick<KpiTreeConfig, 'now' | 'timeZone'>): string {
  return dateOf(now().getTime(), timeZone);
}

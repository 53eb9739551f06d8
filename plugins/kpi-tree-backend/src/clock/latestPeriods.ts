import { runningPeriod } from '@internal/kpi-tree';
import {
  addPeriods,
  PeriodType,
  periodTypes,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';

/**
 * The first day of the last period of each length that can be measured: the one after
 * that which runs, as plans and other time zones are a little ahead.
 */
export type LatestPeriods = Readonly<Record<PeriodType, string>>;

/** {@link LatestPeriods} now. */
export function latestPeriods({
  now,
  timeZone,
}: Pick<KpiTreeConfig, 'now' | 'timeZone'>): LatestPeriods {
  const at = now();
  return Object.fromEntries(
    periodTypes.map(type => [
      type,
      addPeriods(runningPeriod(at, type, timeZone), type, 1),
    ]),
  ) as Record<PeriodType, string>;
}

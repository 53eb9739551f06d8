import { aggregationTraits, runningPeriod } from '@internal/kpi-tree';
import {
  KpiSpec,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';

/**
 * From which day on it changes nothing of a KPI how much is known, as an epoch day: the
 * first of its running period. Of a value at the end it always matters whether there is
 * something still.
 */
export function firstRunning(
  { period: periodType, aggregate }: Pick<KpiSpec, 'period' | 'aggregate'>,
  { now, timeZone }: Pick<KpiTreeConfig, 'now' | 'timeZone'>,
): number {
  return aggregationTraits[aggregate.overTime].isStock
    ? Infinity
    : toEpochDay(runningPeriod(now(), periodType, timeZone));
}

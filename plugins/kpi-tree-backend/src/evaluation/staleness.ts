import {
  addPeriods,
  instantOf,
  KpiEntity,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Duration } from 'luxon';
import { KpiTreeConfig } from '../config';
import { SeriesRecord } from '../store/MeasurementStore';

/** What a KPI allows that does not say: one and a half of its periods. */
const DEFAULT_STALE_AFTER: Record<PeriodType, string> = {
  day: 'P2D',
  week: 'P11D',
  month: 'P45D',
  quarter: 'P135D',
};

/**
 * Whether the source of a series has been silent for longer than its KPI
 * allows. A source that says up to when it is complete is not silent, even
 * where there was nothing to measure.
 */
export function isStale(
  kpi: KpiEntity,
  series: Pick<SeriesRecord, 'coveredUntil' | 'lastPeriod' | 'grain'>,
  { now, timeZone }: KpiTreeConfig,
): boolean {
  const measuredUntil = series.lastPeriod
    ? instantOf(addPeriods(series.lastPeriod, series.grain, 1), timeZone)
    : undefined;
  const coveredUntil = series.coveredUntil
    ? Date.parse(series.coveredUntil)
    : undefined;
  const known = [measuredUntil, coveredUntil].filter(t => t !== undefined);
  const allowed = Duration.fromISO(
    kpi.spec.staleAfter ?? DEFAULT_STALE_AFTER[kpi.spec.period],
  ).toMillis();
  return known.length > 0 && now().getTime() - Math.max(...known) > allowed;
}

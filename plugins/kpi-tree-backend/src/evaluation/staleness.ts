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

const durations = new Map<string, number>();

/**
 * Whether the source of a series has been silent for longer than its KPI
 * allows. A source that says up to when it is complete is not silent, even
 * where there was nothing to measure.
 */
export function isStale(
  kpi: KpiEntity,
  series: Pick<SeriesRecord, 'coveredUntil' | 'lastPeriod' | 'grain'>,
  { now, timeZone }: Pick<KpiTreeConfig, 'now' | 'timeZone'>,
): boolean {
  const measuredUntil = series.lastPeriod
    ? instantOf(addPeriods(series.lastPeriod, series.grain, 1), timeZone)
    : -Infinity;
  const coveredUntil = series.coveredUntil
    ? Date.parse(series.coveredUntil)
    : -Infinity;
  const known = Math.max(measuredUntil, coveredUntil);
  return known > -Infinity && now().getTime() - known > allowedSilence(kpi);
}

/** How long the source of a KPI may be silent, in milliseconds. */
function allowedSilence({ spec }: KpiEntity): number {
  const text = spec.staleAfter ?? DEFAULT_STALE_AFTER[spec.period];
  let duration = durations.get(text);
  if (duration === undefined) {
    duration = Duration.fromISO(text).toMillis();
    durations.set(text, duration);
  }
  return duration;
}

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

/** What tells up to when something was measured. */
type Measured = Pick<SeriesRecord, 'coveredUntil' | 'lastPeriod' | 'grain'>;

/**
 * Whether the source of a series has been silent for longer than its KPI
 * allows. A source that says up to when it is complete is not silent, even
 * where there was nothing to measure.
 *
 * @param measured - the series, or those of the operands of a formula, of which the
 * most silent counts
 */
export function isStale(
  kpi: KpiEntity,
  measured: Measured[],
  { now, timeZone }: Pick<KpiTreeConfig, 'now' | 'timeZone'>,
): boolean {
  const known = Math.min(...measured.map(each => knownUntil(each, timeZone)));
  return known > -Infinity && now().getTime() - known > allowedSilence(kpi);
}

function knownUntil(
  { coveredUntil, lastPeriod, grain }: Measured,
  timeZone: string,
): number {
  return Math.max(
    lastPeriod
      ? instantOf(addPeriods(lastPeriod, grain, 1), timeZone)
      : -Infinity,
    coveredUntil ? Date.parse(coveredUntil) : -Infinity,
  );
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

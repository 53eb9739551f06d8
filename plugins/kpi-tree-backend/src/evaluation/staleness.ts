import {
  addPeriods,
  dateOf,
  instantOf,
  KpiEntity,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Duration } from 'luxon';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { SeriesRecord } from '../store/MeasurementStore';

/** What a KPI allows that does not say: one and a half of its periods. */
const DEFAULT_STALE_AFTER: Record<PeriodType, string> = {
  day: 'P2D',
  week: 'P11D',
  month: 'P45D',
  quarter: 'P135D',
};

const DAY_MS = 86_400_000;

const durations = new Map<string, number>();

/** What says up to when something was measured. */
type Measured = Pick<SeriesRecord, 'coveredUntil' | 'lastPeriod' | 'grain'>;

/**
 * For how many days the source of a series has been silent beyond what its KPI
 * allows; 0 if it is in time, or was never heard. A source that says up to when it is
 * complete is not silent, even where there was nothing to measure.
 *
 * @param measured - the series, or those of the operands of a formula, of which the
 * most silent counts
 */
export function daysLate(
  kpi: KpiEntity,
  measured: Measured[],
  { now, timeZone }: Pick<KpiTreeConfig, 'now' | 'timeZone'>,
): number {
  const late = now().getTime() - deadline(kpi, measured, timeZone);
  return late > 0 && late < Infinity ? Math.ceil(late / DAY_MS) : 0;
}

/**
 * The day on which the source of a series became silent for too long, `YYYY-MM-DD`;
 * nothing if it is in time, or was never heard.
 */
export function staleSince(
  kpi: KpiEntity,
  measured: Measured[],
  config: Pick<KpiTreeConfig, 'now' | 'timeZone'>,
): string | undefined {
  return daysLate(kpi, measured, config) > 0
    ? dateOf(deadline(kpi, measured, config.timeZone), config.timeZone)
    : undefined;
}

/** Until when something more has to be heard, in milliseconds. */
function deadline(
  kpi: KpiEntity,
  measured: Measured[],
  timeZone: string,
): number {
  const known = Math.min(...measured.map(each => knownUntil(each, timeZone)));
  return known + allowedSilence(kpi);
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

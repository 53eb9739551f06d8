import {
  dateOf,
  FIRST_DATE,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  KpiSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { DayStretch } from '../store/dayStretch';
import { TimeWindow } from './windows';

/**
 * On which whole days a source has looked, so that no measurement means that nothing
 * happened: those that it was asked for and says to have. One without windows is asked
 * for everything, and has looked at as much as it says.
 *
 * @param said - by the source, of the span of time it was asked for
 * @returns `undefined` where its silence says nothing
 */
export function lookedAt(
  source: Pick<KpiSource, 'silence' | 'window'>,
  window: Partial<TimeWindow> & { to: Date },
  said: Pick<CollectBatch, 'coveredFrom' | 'coveredUntil'>,
  timeZone: string,
): DayStretch | undefined {
  if (source.silence !== 'nothing') {
    return undefined;
  }
  const until = said.coveredUntil ?? (source.window ? window.to : undefined);
  const from = said.coveredFrom ?? window.from;
  if (!until || !from) {
    return undefined;
  }
  const dayOf = (instant: Date) =>
    Math.max(
      toEpochDay(FIRST_DATE),
      toEpochDay(dateOf(instant.getTime(), timeZone)),
    );
  const asked = window.from ? dayOf(window.from) : -Infinity;
  const stretch = { from: Math.max(asked, dayOf(from)), until: dayOf(until) };
  return stretch.from < stretch.until ? stretch : undefined;
}

import {
  addPeriods,
  dateOf,
  instantOf,
  periodOf,
  periodsBetween,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** A span of time in milliseconds since 1970-01-01T00:00Z, its end excluded. */
export type Span = { from: number; to: number };

/**
 * What the series has to be asked for: the periods of a grain between `from` and `to`
 * that the latest sample says nothing about.
 *
 * The series has the last sample of each day of UTC within what it is asked for. In
 * another time zone a day ends within one of UTC, and its last sample comes only if
 * nothing later is asked for: each period is asked for alone there.
 *
 * @param latest - when the latest sample was taken: later there is none, and in its own
 * period it is the last
 * @returns oldest first; in UTC at most one
 */
export function gapsBefore(
  latest: number,
  { from, to }: Span,
  grain: PeriodType,
  timeZone: string,
): Span[] {
  const end =
    latest < to
      ? instantOf(periodOf(dateOf(latest, timeZone), grain), timeZone)
      : to;
  if (end <= from) {
    return [];
  }
  if (timeZone === 'UTC') {
    return [{ from, to: end }];
  }
  return periodsBetween(
    dateOf(from, timeZone),
    dateOf(end - 1, timeZone),
    grain,
  ).map(start => ({
    from: Math.max(from, instantOf(start, timeZone)),
    to: Math.min(end, instantOf(addPeriods(start, grain, 1), timeZone)),
  }));
}

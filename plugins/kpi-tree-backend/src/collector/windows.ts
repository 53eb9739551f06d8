import {
  dateOf,
  instantOf,
  periodOf,
  periodTypes,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { HumanDuration } from '@backstage/types';
import { DateTime } from 'luxon';

/** A stretch of time, its end excluded. */
export type TimeWindow = { from: Date; to: Date };

/** Subtracts a duration of the calendar, such as a month, in UTC. */
export function before(instant: Date, duration: HumanDuration): Date {
  return DateTime.fromJSDate(instant, { zone: 'UTC' })
    .minus(duration)
    .toJSDate();
}

/**
 * Cuts a stretch of time into parts, oldest first. Each begins a period of all the
 * grains, so that no period is measured by halves.
 *
 * @param chunk - the least length of a part
 */
export function cutWindows(
  { from, to }: TimeWindow,
  grains: PeriodType[],
  chunk: HumanDuration,
  timeZone: string,
): TimeWindow[] {
  const windows: TimeWindow[] = [];
  let start = startOfPeriods(from, grains, timeZone);
  while (start < to) {
    const next = DateTime.fromJSDate(start, { zone: 'UTC' }).plus(chunk);
    const end = startOfPeriods(next.toJSDate(), grains, timeZone);
    // A chunk shorter than a period is one period
    const last = end > start ? end : endOfPeriods(start, grains, timeZone);
    windows.push({ from: start, to: last < to ? last : to });
    start = last;
  }
  return windows;
}

/** The last instant that begins a period of all grains, not after one. */
function startOfPeriods(
  instant: Date,
  grains: PeriodType[],
  timeZone: string,
): Date {
  let date = dateOf(instant.getTime(), timeZone);
  // A week may begin in the month before: until nothing changes
  for (;;) {
    const start = grains.reduce(periodOf, date);
    if (start === date) {
      return new Date(instantOf(date, timeZone));
    }
    date = start;
  }
}

function endOfPeriods(
  start: Date,
  grains: PeriodType[],
  timeZone: string,
): Date {
  const longest = Math.max(...grains.map(grain => periodTypes.indexOf(grain)));
  const days = [1, 7, 31, 92][longest];
  for (let ahead = 1; ; ahead++) {
    const next = DateTime.fromJSDate(start, { zone: 'UTC' })
      .plus({ days: days * ahead })
      .toJSDate();
    const end = startOfPeriods(next, grains, timeZone);
    if (end > start) {
      return end;
    }
  }
}

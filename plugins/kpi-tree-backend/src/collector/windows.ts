import { InputError } from '@backstage/errors';
import {
  dateOf,
  FIRST_DATE,
  instantOf,
  LAST_DATE,
  periodOf,
  periodTypes,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { HumanDuration } from '@backstage/types';
import { DateTime } from 'luxon';

/** A span of time, its end excluded. */
export type TimeWindow = { from: Date; to: Date };

/** More parts than a source is ever asked for in one run: 13 years of days. */
const MAX_WINDOWS = 5_000;

const FIRST_INSTANT = new Date(`${FIRST_DATE}T00:00:00Z`);
const LAST_INSTANT = new Date(`${LAST_DATE}T00:00:00Z`);

/**
 * Subtracts a duration of the calendar, such as a month, in UTC; at most to the first
 * date of the product.
 */
export function before(instant: Date, duration: HumanDuration): Date {
  const date = DateTime.fromJSDate(instant, { zone: 'UTC' })
    .minus(duration)
    .toJSDate();
  return date >= FIRST_INSTANT ? date : FIRST_INSTANT;
}

/**
 * Cuts a span of time into parts, oldest first. Each begins a period of all the
 * grains, so that no period is measured by halves.
 *
 * @param chunk - the least length of a part
 * @throws `InputError` if they are more than 5,000
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
    if (windows.length === MAX_WINDOWS) {
      throw new InputError(
        `from ${from.toISOString()} to ${to.toISOString()} are more than ${MAX_WINDOWS} parts of ${JSON.stringify(
          chunk,
        )}: collect less at once, or make the chunk of the source longer`,
      );
    }
    const next = DateTime.fromJSDate(start, { zone: 'UTC' })
      .plus(chunk)
      .toJSDate();
    // The chunk of a source may go beyond all that can be written as a date
    const end =
      next < LAST_INSTANT ? startOfPeriods(next, grains, timeZone) : to;
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

/**
 * The end of the periods in which an instant lies, so that none of them is measured by
 * halves: the first instant from it on that begins a period of all grains.
 */
export function endOfPeriodsAt(
  instant: Date,
  grains: PeriodType[],
  timeZone: string,
): Date {
  const start = startOfPeriods(instant, grains, timeZone);
  return start < instant ? endOfPeriods(start, grains, timeZone) : instant;
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

import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';

const DAY_MS = 86_400_000;

/** Pages show the same few dates thousands of times; twenty years of them. */
const DATES_KNOWN = 7_500;

const knownDates = new Map<number, string>();

/** 1970-01-01 was a Thursday, three days after a Monday. */
const THURSDAY = 3;

/** As far as ECMAScript counts. */
const MAX_INSTANT = 8.64e15;

/**
 * The most periods that are ever walked through one by one: 54 years of days, and all
 * weeks, months and quarters that there are.
 */
export const MAX_PERIODS = 20_000;

/**
 * The ISO calendar periods, from fine to coarse.
 *
 * @public
 */
export const periodTypes = ['day', 'week', 'month', 'quarter'] as const;

/** @public */
export type PeriodType = (typeof periodTypes)[number];

/**
 * Days from 1970-01-01 to a date: the form in which periods are stored.
 *
 * @public
 */
export function toEpochDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/**
 * The date (`YYYY-MM-DD`) of an epoch day.
 *
 * @throws `RangeError` if it is none of the years 0 to 9999, of which a date can be
 * written
 * @public
 */
export function fromEpochDay(day: number): string {
  let date = knownDates.get(day);
  if (date === undefined) {
    date = toDate(day * DAY_MS);
    if (knownDates.size >= DATES_KNOWN) {
      knownDates.clear();
    }
    knownDates.set(day, date);
  }
  return date;
}

/**
 * The calendar date of an instant in a time zone.
 *
 * @param instant - milliseconds since 1970-01-01T00:00Z
 * @throws `RangeError` if it is of none of the years 0 to 9999
 * @public
 */
export function dateOf(instant: number, timeZone: string): string {
  return timeZone === 'UTC'
    ? toDate(instant)
    : fourDigitYear(
        DateTime.fromMillis(instant, { zone: timeZone }).toISODate(),
        instant,
      );
}

/**
 * The instant at which a date begins in a time zone, in milliseconds.
 *
 * @public
 */
export function instantOf(date: string, timeZone: string): number {
  if (timeZone === 'UTC') {
    return Date.parse(`${date}T00:00:00Z`);
  }
  const midnight = DateTime.fromISO(date, { zone: timeZone });
  // Where clocks go back from one to midnight it is midnight twice, as in the Azores:
  // the day begins with the first
  return Math.min(
    ...midnight.getPossibleOffsets().map(each => each.toMillis()),
  );
}

/**
 * The first day of the period in which a date lies. Weeks begin on Monday
 * (ISO 8601).
 *
 * @public
 */
export function periodOf(date: string, type: PeriodType): string {
  switch (type) {
    case 'day':
      return date;
    case 'week':
      return startOf(indexOf(date, type), type);
    case 'month':
      return `${date.slice(0, 8)}01`;
    case 'quarter': {
      const first = Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3 + 1;
      return `${date.slice(0, 5)}${String(first).padStart(2, '0')}-01`;
    }
    default:
      throw new TypeError(`unknown period ${type}`);
  }
}

/**
 * The first day of the period `count` periods after the one that starts on a
 * day; before it, if `count` is negative.
 *
 * @throws `RangeError` if it is of none of the years 0 to 9999
 * @public
 */
export function addPeriods(
  start: string,
  type: PeriodType,
  count: number,
): string {
  // A day or week that is counted from within stays within
  return type === 'day' || type === 'week'
    ? fromEpochDay(toEpochDay(start) + (type === 'week' ? 7 : 1) * count)
    : startOf(indexOf(start, type) + count, type);
}

/**
 * How many periods there are from the one of `from` to the one of `to`, both included;
 * 0 if the latter is earlier.
 *
 * @public
 */
export function countPeriods(
  from: string,
  to: string,
  type: PeriodType,
): number {
  return Math.max(0, indexOf(to, type) - indexOf(from, type) + 1);
}

/**
 * The first days of all periods from the one of `from` to the one of `to`,
 * both included.
 *
 * @throws `InputError` if they are more than 20,000
 * @public
 */
export function periodsBetween(
  from: string,
  to: string,
  type: PeriodType,
): string[] {
  const count = countPeriods(from, to, type);
  // Not a number is not at most that many either
  if (!(count <= MAX_PERIODS)) {
    throw new InputError(
      `from ${from} to ${to} are ${count} ${type}s: use at most ${MAX_PERIODS}, or a longer period`,
    );
  }
  const first = indexOf(from, type);
  return Array.from({ length: count }, (_, i) => startOf(first + i, type));
}

/** Periods of a length are counted from the one of 1970-01-01. */
function indexOf(date: string, type: PeriodType): number {
  switch (type) {
    case 'day':
      return toEpochDay(date);
    case 'week':
      return Math.floor((toEpochDay(date) + THURSDAY) / 7);
    case 'month':
      return monthOf(date);
    case 'quarter':
      return Math.floor(monthOf(date) / 3);
    default:
      throw new TypeError(`unknown period ${type}`);
  }
}

function startOf(index: number, type: PeriodType): string {
  switch (type) {
    case 'day':
      return fromEpochDay(index);
    case 'week':
      return fromEpochDay(7 * index - THURSDAY);
    case 'month':
      return firstOfMonth(index);
    case 'quarter':
      return firstOfMonth(3 * index);
    default:
      throw new TypeError(`unknown period ${type}`);
  }
}

function monthOf(date: string): number {
  return (Number(date.slice(0, 4)) - 1970) * 12 + Number(date.slice(5, 7)) - 1;
}

function firstOfMonth(month: number): string {
  const year = 1970 + Math.floor(month / 12);
  if (!(year >= 0 && year <= 9999)) {
    throw new RangeError(`The year ${year} is not between 0 and 9999`);
  }
  const ofYear = month - 12 * Math.floor(month / 12) + 1;
  return `${String(year).padStart(4, '0')}-${String(ofYear).padStart(
    2,
    '0',
  )}-01`;
}

function toDate(instant: number): string {
  return fourDigitYear(
    Number.isFinite(instant) && Math.abs(instant) <= MAX_INSTANT
      ? new Date(instant).toISOString().slice(0, -'T00:00:00.000Z'.length)
      : null,
    instant,
  );
}

/** A longer year begins with a sign: cut off it would be another date. */
function fourDigitYear(date: string | null, instant: number): string {
  if (date?.length !== 'YYYY-MM-DD'.length) {
    throw new RangeError(
      `The instant ${instant} ms is not in the years 0 to 9999`,
    );
  }
  return date;
}

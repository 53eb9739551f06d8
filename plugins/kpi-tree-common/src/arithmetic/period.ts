import { DateTime } from 'luxon';

const DAY_MS = 86_400_000;

/** Pages tell the same few dates thousands of times; twenty years of them. */
const DATES_KNOWN = 7_500;

const knownDates = new Map<number, string>();

/**
 * The ISO calendar periods, from fine to coarse.
 *
 * @public
 */
export const periodTypes = ['day', 'week', 'month', 'quarter'] as const;

/** @public */
export type PeriodType = (typeof periodTypes)[number];

/**
 * Whether a text is a calendar date `YYYY-MM-DD`.
 *
 * @public
 */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return false;
  }
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && toDate(time) === text;
}

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
 * @public
 */
export function dateOf(instant: number, timeZone: string): string {
  return timeZone === 'UTC'
    ? toDate(instant)
    : DateTime.fromMillis(instant, { zone: timeZone }).toISODate()!;
}

/**
 * The instant at which a date begins in a time zone, in milliseconds.
 *
 * @public
 */
export function instantOf(date: string, timeZone: string): number {
  return timeZone === 'UTC'
    ? Date.parse(`${date}T00:00:00Z`)
    : DateTime.fromISO(date, { zone: timeZone }).toMillis();
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
    case 'week': {
      const day = toEpochDay(date);
      // 1970-01-01 was a Thursday, three days after a Monday.
      return fromEpochDay(day - ((((day + 3) % 7) + 7) % 7));
    }
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
 * @public
 */
export function addPeriods(
  start: string,
  type: PeriodType,
  count: number,
): string {
  switch (type) {
    case 'day':
      return fromEpochDay(toEpochDay(start) + count);
    case 'week':
      return fromEpochDay(toEpochDay(start) + 7 * count);
    case 'month':
      return addMonths(start, count);
    case 'quarter':
      return addMonths(start, 3 * count);
    default:
      throw new TypeError(`unknown period ${type}`);
  }
}

/**
 * The first days of all periods from the one of `from` to the one of `to`,
 * both included.
 *
 * @public
 */
export function periodsBetween(
  from: string,
  to: string,
  type: PeriodType,
): string[] {
  const periods: string[] = [];
  const last = periodOf(to, type);
  for (
    let period = periodOf(from, type);
    period <= last;
    period = addPeriods(period, type, 1)
  ) {
    periods.push(period);
  }
  return periods;
}

/**
 * The period that runs at an instant: its values are provisional.
 *
 * @public
 */
export function runningPeriod(
  now: Date,
  type: PeriodType,
  timeZone: string,
): string {
  return periodOf(dateOf(now.getTime(), timeZone), type);
}

/**
 * The last period that is complete at an instant: what is judged as current.
 *
 * @public
 */
export function currentPeriod(
  now: Date,
  type: PeriodType,
  timeZone: string,
): string {
  return currentPeriodOn(dateOf(now.getTime(), timeZone), type);
}

/**
 * The last period that is complete on a date.
 *
 * @public
 */
export function currentPeriodOn(date: string, type: PeriodType): string {
  return addPeriods(periodOf(date, type), type, -1);
}

/**
 * Whether whole periods of the grain make up each period of the type: days fit
 * everywhere, months into quarters, weeks only into weeks.
 *
 * @public
 */
export function fitsInto(grain: PeriodType, type: PeriodType): boolean {
  return (
    grain === type ||
    grain === 'day' ||
    (grain === 'month' && type === 'quarter')
  );
}

/**
 * The name of a period: `2026-07-01`, `2026-W27`, `2026-07`, `2026-Q3`.
 *
 * @public
 */
export function periodName(start: string, type: PeriodType): string {
  switch (type) {
    case 'week': {
      // The ISO week belongs to the year of its Thursday.
      const thursday = toEpochDay(start) + 3;
      const year = fromEpochDay(thursday).slice(0, 4);
      const week = Math.floor((thursday - toEpochDay(`${year}-01-01`)) / 7) + 1;
      return `${year}-W${String(week).padStart(2, '0')}`;
    }
    case 'month':
      return start.slice(0, 7);
    case 'quarter':
      return `${start.slice(0, 4)}-Q${Math.ceil(
        Number(start.slice(5, 7)) / 3,
      )}`;
    default:
      return start;
  }
}

function addMonths(start: string, count: number): string {
  const months =
    Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1 + count;
  const year = String(Math.floor(months / 12)).padStart(4, '0');
  return `${year}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}

function toDate(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

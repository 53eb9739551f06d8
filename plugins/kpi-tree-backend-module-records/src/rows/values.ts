import { InputError } from '@backstage/errors';
import {
  FIRST_DATE,
  instantOf,
  isIsoDate,
  LAST_DATE,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { DateTime } from 'luxon';
import { TIME_UNITS, ValueSettings } from '../configuration/kpiSettings';
import { Row } from './RowReader';

const ISO_INSTANT =
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?$/;

/**
 * A value of a row that cannot be used. The message holds no value, so that
 * equal mistakes of many rows count as one.
 */
export class ValueError extends Error {
  constructor(message: string, readonly value: string) {
    super(message);
  }
}

/**
 * Instants that were read of late: each KPI of a source reads the same cells of
 * a row again.
 */
const recentInstants = new Map<string, number>();
const RECENT_INSTANTS = 1_000;

/** The text of a cell; a row may be without a column that others have. */
export function cell(row: Row, column: string): string {
  return Object.hasOwn(row, column) ? row[column].trim() : '';
}

/** How drivers write the end of time, and what has five digits in its year. */
const NEVER = /^(Infinity|\+\d{6}-.*)$/;

/**
 * Reads an instant: ISO 8601 with date and time, or a date alone, which is its
 * beginning. Without a zone it is of the given time zone.
 *
 * @returns milliseconds since 1970-01-01T00:00Z; `Infinity` for what is after the last
 * date of the product, such as 9999-12-31, by which systems say that something has not
 * ended or has not happened yet
 * @throws ValueError if it is not a date, or before the first one of the product
 */
export function readInstant(
  row: Row,
  column: string,
  timeZone: string,
): number {
  const text = cell(row, column);
  const key = `${text} ${timeZone}`;
  const known = recentInstants.get(key);
  if (known !== undefined) {
    return known;
  }
  const instant = parseInstant(text, timeZone);
  if (Number.isNaN(instant)) {
    throw new ValueError(
      `${column} is not a date from ${FIRST_DATE} to ${LAST_DATE}: use ISO 8601 such as 2026-01-31T08:00:00Z`,
      text,
    );
  }
  if (recentInstants.size >= RECENT_INSTANTS) {
    recentInstants.clear();
  }
  recentInstants.set(key, instant);
  return instant;
}

/** `NaN` if it is none. */
function parseInstant(text: string, timeZone: string): number {
  const match = ISO_INSTANT.exec(text);
  const date = text.slice(0, 10);
  if (NEVER.test(text) || (isDate(match ? date : text) && date > LAST_DATE)) {
    return Infinity;
  }
  // Date.parse takes the 30th of February for a day of March.
  if (!isIsoDate(match ? date : text)) {
    return NaN;
  }
  if (!match) {
    return instantOf(text, timeZone);
  }
  const iso = text.replace(' ', 'T');
  if (match[3]) {
    // PostgreSQL leaves out the minutes of an offset where there are none
    return Date.parse(match[4] || match[3] === 'Z' ? iso : `${iso}:00`);
  }
  return timeZone === 'UTC'
    ? Date.parse(`${iso}Z`)
    : DateTime.fromISO(iso, { zone: timeZone }).toMillis();
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/**
 * Reads a number.
 *
 * @returns `undefined` if the column is blank
 * @throws ValueError
 */
export function readNumber(row: Row, column: string): number | undefined {
  const text = cell(row, column);
  if (!text) {
    return undefined;
  }
  const value = Number(text);
  if (!Number.isFinite(value)) {
    throw new ValueError(
      `${column} is not a number: use one such as 12.5`,
      text,
    );
  }
  return value;
}

/** The columns from which a value is read. */
export function valueColumns(of: ValueSettings): string[] {
  if (typeof of === 'string') {
    return [of];
  }
  return 'column' in of ? [of.column] : [of.duration.from, of.duration.to];
}

/**
 * Makes a reader of a value, in the unit of the KPI. It answers `undefined`
 * where the row has none: a blank column, or a duration that has not ended.
 *
 * @param unit - the unit of the KPI
 * @throws `InputError` if the unit is none of time where time is read
 */
export function valueReader(
  of: ValueSettings,
  unit: string,
  timeZone: string,
): (row: Row) => number | undefined {
  if (typeof of === 'string') {
    return row => readNumber(row, of);
  }
  const unitMs = timeUnitOf(unit);
  if ('column' in of) {
    const factor = TIME_UNITS[of.unit] / unitMs;
    return row => {
      const value = readNumber(row, of.column);
      return value === undefined ? undefined : value * factor;
    };
  }
  const { from, to } = of.duration;
  return row => {
    if (!cell(row, to) || !cell(row, from)) {
      return undefined;
    }
    const end = readInstant(row, to, timeZone);
    const start = readInstant(row, from, timeZone);
    if (end === Infinity) {
      return undefined;
    }
    const duration = end - start;
    if (duration < 0) {
      throw new ValueError(
        `${to} is before ${from}: correct one of them`,
        `${cell(row, from)} .. ${cell(row, to)}`,
      );
    }
    return duration / unitMs;
  };
}

/**
 * The length of a unit of time in milliseconds.
 *
 * @throws `InputError` if it is none
 */
export function timeUnitOf(unit: string): number {
  const length = TIME_UNITS[unit];
  if (!length) {
    throw new InputError(
      `spec.unit is "${unit}", but a time is measured: use one of ${Object.keys(
        TIME_UNITS,
      ).join(', ')}`,
    );
  }
  return length;
}

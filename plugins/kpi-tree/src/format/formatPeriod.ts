import {
  periodName,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { LOCALE } from './locale';

/**
 * A period as a person says it: `15 Apr 2026`, `Week 16, 2026`, `Apr 2026`,
 * `Q2 2026`.
 *
 * @param start - first day of the period
 * @param style - `long` writes months out
 */
export function formatPeriod(
  start: string,
  type: PeriodType,
  style: 'short' | 'long' = 'short',
): string {
  const month = style === 'long' ? 'long' : 'short';
  switch (type) {
    case 'day':
      return calendar(start, { day: 'numeric', month, year: 'numeric' });
    case 'week': {
      const [year, week] = periodName(start, type).split('-W');
      return `${style === 'long' ? 'Week ' : 'W'}${Number(week)}, ${year}`;
    }
    case 'quarter': {
      const [year, quarter] = periodName(start, type).split('-');
      return `${quarter} ${year}`;
    }
    default:
      return calendar(start, { month, year: 'numeric' });
  }
}

/** What a period is called on a button or in a sentence. */
export const periodTypeLabels: Record<PeriodType, string> = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
  quarter: 'Quarter',
};

/**
 * An instant as date and time: `15 May 2026, 08:30 UTC`.
 *
 * @param timeZone - that of the browser if not given
 */
export function formatInstant(instant: string, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(instant));
}

/** An instant as a date in a time zone: `15 May 2026`. */
export function formatDate(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  }).format(new Date(instant));
}

function calendar(date: string, options: Intl.DateTimeFormatOptions): string {
  // en-GB writes the day before the month; a period is a date, not an instant.
  return new Intl.DateTimeFormat(options.day ? 'en-GB' : LOCALE, {
    ...options,
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
}

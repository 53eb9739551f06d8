import { periodName, PeriodType } from '../arithmetic';
import { dateFormat } from './formatters';

/**
 * A period as a person says it: `15 Apr 2026`, `Week 16, 2026`, `Apr 2026`,
 * `Q2 2026`.
 *
 * @param start - first day of the period
 * @param style - `long` writes months out
 * @public
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

function calendar(date: string, options: Intl.DateTimeFormatOptions): string {
  // en-GB writes the day before the month; a period is a date, not an instant.
  return dateFormat(options.day ? 'en-GB' : 'en', {
    ...options,
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
}

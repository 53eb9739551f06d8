import { dateLocale, formatPeriod } from '@internal/kpi-tree';

export { formatPeriod };

/**
 * An instant as date and time: `15 May 2026, 08:30 UTC`.
 *
 * @param timeZone - that of the browser if not given
 * @param locale - a BCP 47 language tag
 */
export function formatInstant(
  instant: string,
  timeZone?: string,
  locale: string = 'en',
): string {
  return new Intl.DateTimeFormat(dateLocale(locale), {
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
export function formatDate(
  instant: string,
  timeZone: string,
  locale: string = 'en',
): string {
  return new Intl.DateTimeFormat(dateLocale(locale), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  }).format(new Date(instant));
}

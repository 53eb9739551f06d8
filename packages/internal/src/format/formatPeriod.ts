import { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { periodName } from '../arithmetic';
import { dateFormat } from './formatters';
import { languageOf } from './languages';
import { periodNames } from './periodNames';

/**
 * A period as a person says it: `15 Apr 2026`, `Week 16, 2026`, `Apr 2026`,
 * `Q2 2026`.
 *
 * @param start - first day of the period
 * @param style - `long` writes months out
 * @param locale - a BCP 47 language tag
 */
export function formatPeriod(
  start: string,
  type: PeriodType,
  style: 'short' | 'long' = 'short',
  locale: string = 'en',
): string {
  const month = style === 'long' ? 'long' : 'short';
  const names = periodNames[languageOf(locale)];
  switch (type) {
    case 'day':
      return calendar(start, locale, {
        day: 'numeric',
        month,
        year: 'numeric',
      });
    case 'week': {
      const [year, week] = periodName(start, type).split('-W');
      return names.week(Number(week), year, style);
    }
    case 'quarter': {
      const [year, quarter] = periodName(start, type).split('-Q');
      return names.quarter(quarter, year);
    }
    default:
      return calendar(start, locale, { month, year: 'numeric' });
  }
}

/**
 * The locale in which dates are written: English ones with the day before the month.
 */
export function dateLocale(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}

function calendar(
  date: string,
  locale: string,
  options: Intl.DateTimeFormatOptions,
): string {
  // A period is a date, not an instant.
  return dateFormat(options.day ? dateLocale(locale) : locale, {
    ...options,
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
}

import type {
  Bound,
  Direction,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useLanguage } from '../../texts/useLanguage';
import { formatDuration } from './formatDuration';
import { formatList } from './formatList';
import { formatDate, formatInstant, formatPeriod } from './formatPeriod';
import {
  formatBound,
  formatChange,
  formatCount,
  formatMeasured,
  formatNumber,
  formatPercentage,
  formatScore,
  formatShare,
  formatValue,
} from './formatValue';

/** The functions of this folder, as a language writes what they say. */
export type Format = ReturnType<typeof formatIn>;

/**
 * The functions of this folder for one language, for code that is no component.
 *
 * @param locale - a BCP 47 language tag
 */
export function formatIn(locale: string) {
  return {
    locale,
    formatBound: (bound: Bound, direction: Direction, unit: string) =>
      formatBound(bound, direction, unit, locale),
    formatChange: (change: number, unit: string) =>
      formatChange(change, unit, locale),
    formatCount: (count: number) => formatCount(count, locale),
    formatDate: (instant: string, timeZone: string) =>
      formatDate(instant, timeZone, locale),
    formatDuration: (ms: number) => formatDuration(ms, locale),
    formatInstant: (instant: string, timeZone?: string) =>
      formatInstant(instant, timeZone, locale),
    formatList: (items: string[], type?: 'conjunction' | 'disjunction') =>
      formatList(items, type, locale),
    formatMeasured: (
      value: number,
      unit: string,
      relativeError: number | undefined,
    ) => formatMeasured(value, unit, relativeError, locale),
    formatNumber: (value: number) => formatNumber(value, locale),
    formatPercentage: (value: number) => formatPercentage(value, locale),
    formatPeriod: (start: string, type: PeriodType, style?: 'short' | 'long') =>
      formatPeriod(start, type, style, locale),
    formatScore,
    formatShare: (share: number) => formatShare(share, locale),
    formatValue: (value: number, unit: string) =>
      formatValue(value, unit, locale),
  };
}

const formats = new Map<string, Format>();

/**
 * Numbers, dates, periods and lists in the language that the user has chosen for the
 * app. The same object as long as the language is the same.
 */
export function useFormat(): Format {
  const language = useLanguage();
  let format = formats.get(language);
  if (!format) {
    format = formatIn(language);
    formats.set(language, format);
  }
  return format;
}

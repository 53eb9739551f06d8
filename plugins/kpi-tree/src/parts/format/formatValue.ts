import {
  formatBound,
  formatChange,
  formatNumber,
  formatPercentage,
  formatScore,
  formatValue,
} from '@internal/kpi-tree';

export {
  formatBound,
  formatChange,
  formatNumber,
  formatPercentage,
  formatScore,
  formatValue,
};

/** Keeps a number and its sign on one line. */
const NBSP = '\u00a0';

/**
 * A value of a KPI, with a sign where it is approximate: `≈ 2.4 h`.
 *
 * @param relativeError - how far it may be off, as a share of it
 * @param locale - a BCP 47 language tag
 */
export function formatMeasured(
  value: number,
  unit: string,
  relativeError: number | undefined,
  locale: string = 'en',
): string {
  const text = formatValue(value, unit, locale);
  return relativeError ? `≈${NBSP}${text}` : text;
}

/** A share of 0..1 as a percentage, 0 % and 100 % only where it is exact. */
export function formatShare(share: number, locale: string = 'en'): string {
  const percent = Math.round(share * 100);
  if (percent === 100 && share < 1) {
    return formatPercentage(99, locale);
  }
  return formatPercentage(percent === 0 && share > 0 ? 1 : percent, locale);
}

/** A count with thousands set apart. */
export function formatCount(count: number, locale: string = 'en'): string {
  return new Intl.NumberFormat(locale).format(count);
}

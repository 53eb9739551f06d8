import type {
  Bound,
  Direction,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { LOCALE } from './locale';

/** Keeps a number and its unit on one line. */
const NBSP = '\u00a0';

const MAX_DECIMALS = 4;

/**
 * A number with about three digits that count, and never fewer than stand
 * before the decimal point.
 */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  return new Intl.NumberFormat(
    LOCALE,
    size >= 100
      ? { maximumFractionDigits: 0 }
      : { maximumSignificantDigits: size >= 1 ? 3 : 2 },
  ).format(value);
}

/**
 * A percentage with the digits needed to tell it from 100: 99.95 and 99.99 are
 * a world apart. Only 100 is shown as 100.
 */
export function formatPercentage(value: number): string {
  if (value <= 90 || value >= 100) {
    return `${formatNumber(value)}%`;
  }
  const missing = 100 - value;
  const decimals = Math.min(
    MAX_DECIMALS,
    Math.max(1, 1 - Math.floor(Math.log10(missing))),
  );
  const scale = 10 ** decimals;
  // Rounding must not reach 100; a hair of tolerance keeps 99.95 as it stands.
  const shown = Math.min(
    Math.round(value * scale + 1e-6) / scale,
    100 - 1 / scale,
  );
  return `${new Intl.NumberFormat(LOCALE, {
    maximumFractionDigits: decimals,
  }).format(shown)}%`;
}

/**
 * A value with its unit, as a person reads it: `2.4 h`, `99.95%`, `12`.
 * The unit is that of the definition and never converted.
 */
export function formatValue(value: number, unit: string): string {
  switch (unit) {
    case '1':
      return formatNumber(value);
    case '%':
      return formatPercentage(value);
    default:
      return `${formatNumber(value)}${NBSP}${unit}`;
  }
}

/**
 * A value of a KPI, with a sign where it is approximate: `≈ 2.4 h`.
 *
 * @param relativeError - how far it may be off, as a share of it
 */
export function formatMeasured(
  value: number,
  unit: string,
  relativeError: number | undefined,
): string {
  const text = formatValue(value, unit);
  return relativeError ? `≈${NBSP}${text}` : text;
}

/**
 * A target or threshold with the side on which a value is good: `≤ 4 h`,
 * `≥ 99.9%`, `40–60%`.
 */
export function formatBound(
  bound: Bound,
  direction: Direction,
  unit: string,
): string {
  if (typeof bound === 'object') {
    const { min, max } = bound;
    return unit === '%'
      ? `${formatNumber(min)}–${formatPercentage(max)}`
      : `${formatNumber(min)}–${formatValue(max, unit)}`;
  }
  const sign = direction === 'higher' ? '≥' : '≤';
  return `${sign}${NBSP}${formatValue(bound, unit)}`;
}

/**
 * A score without decimals. It is rounded down, so that only a target that is
 * met shows 100 and nothing off target shows 50.
 */
export function formatScore(score: number): string {
  return String(Math.floor(score + 1e-9));
}

/** A share of 0..1 as a percentage, 0 % and 100 % only where it is exact. */
export function formatShare(share: number): string {
  const percent = Math.round(share * 100);
  if (percent === 100 && share < 1) {
    return '99%';
  }
  return percent === 0 && share > 0 ? '1%' : `${percent}%`;
}

/** A count with thousands set apart. */
export function formatCount(count: number): string {
  return new Intl.NumberFormat(LOCALE).format(count);
}

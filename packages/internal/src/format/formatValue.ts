import type {
  Bound,
  Direction,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { numberFormat } from './formatters';
import { languageOf } from './languages';
import { pointsNames } from './periodNames';

/**
 * The language of numbers where none is given. It has to be that of the texts around
 * them: a German decimal comma inside an English sentence would mislead.
 */
const LOCALE = 'en';

/** Keeps a number and its unit on one line. */
const NBSP = '\u00a0';

const MAX_DECIMALS = 4;

/**
 * A number with about three digits that count, and never fewer than stand
 * before the decimal point; of more than 15 digits with a power of ten.
 *
 * @param locale - a BCP 47 language tag
 */
export function formatNumber(value: number, locale: string = LOCALE): string {
  return numberFormat(locale, digitsOf(value)).format(value);
}

/** From here on, and below, nobody counts the zeros. */
const LARGE = 1e15;
const SMALL = 1e-9;

function digitsOf(value: number): Intl.NumberFormatOptions {
  const size = Math.abs(value);
  if (size >= LARGE || (size < SMALL && size > 0)) {
    return { notation: 'scientific', maximumSignificantDigits: 3 };
  }
  return size >= 100
    ? { maximumFractionDigits: 0 }
    : { maximumSignificantDigits: size >= 1 ? 3 : 2 };
}

/**
 * A percentage with the digits needed to tell it from 100: 99.95 and 99.99 are
 * a world apart. Only 100 is shown as 100.
 *
 * @param locale - a BCP 47 language tag; it says whether a space stands before the sign
 */
export function formatPercentage(
  value: number,
  locale: string = LOCALE,
): string {
  const percent = { style: 'unit', unit: 'percent' } as const;
  if (value <= 90 || value >= 100) {
    return numberFormat(locale, { ...digitsOf(value), ...percent }).format(
      value,
    );
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
  return numberFormat(locale, {
    maximumFractionDigits: decimals,
    ...percent,
  }).format(shown);
}

/**
 * A value with its unit, as a person reads it: `2.4 h`, `99.95%`, `12`.
 * The unit is that of the definition and never converted.
 *
 * @param locale - a BCP 47 language tag
 */
export function formatValue(
  value: number,
  unit: string,
  locale: string = LOCALE,
): string {
  switch (unit) {
    case '1':
      return formatNumber(value, locale);
    case '%':
      return formatPercentage(value, locale);
    default:
      return `${formatNumber(value, locale)}${NBSP}${unit}`;
  }
}

/**
 * A target or threshold with the side on which a value is good: `≤ 4 h`,
 * `≥ 99.9%`, `40–60%`.
 *
 * @param locale - a BCP 47 language tag
 */
export function formatBound(
  bound: Bound,
  direction: Direction,
  unit: string,
  locale: string = LOCALE,
): string {
  if (typeof bound === 'object') {
    const { min, max } = bound;
    return unit === '%'
      ? `${formatNumber(min, locale)}–${formatPercentage(max, locale)}`
      : `${formatNumber(min, locale)}–${formatValue(max, unit, locale)}`;
  }
  const sign = direction === 'higher' ? '≥' : '≤';
  return `${sign}${NBSP}${formatValue(bound, unit, locale)}`;
}

/**
 * A score without decimals, everywhere. It is rounded down, so that only a target that is
 * met shows 100 and nothing off target shows 50.
 */
export function formatScore(score: number): string {
  return String(Math.floor(score + 1e-9));
}

/**
 * A change with its sign: `+1.4 h`, `−3`; of percentages and scores in points, as a
 * percentage of a percentage would be something else: `+1.4 points`.
 *
 * @param unit - that of the value; `points` for scores
 * @param locale - a BCP 47 language tag
 */
export function formatChange(
  change: number,
  unit: string,
  locale: string = LOCALE,
): string {
  const size = Math.abs(change);
  const text =
    unit === '%' || unit === 'points'
      ? `${formatNumber(size, locale)}${NBSP}${pointsNames[languageOf(locale)]}`
      : formatValue(size, unit, locale);
  if (change === 0) {
    return text;
  }
  return `${change > 0 ? '+' : '−'}${text}`;
}

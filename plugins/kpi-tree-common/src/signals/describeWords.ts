import type { PeriodType } from '../arithmetic';
import { formatNumber, formatPeriod, formatValue } from '../format';

/** `7 months`, `1 month`. */
export function periodsInWords(count: number, type: PeriodType): string {
  return `${count} ${type}${count === 1 ? '' : 's'}`;
}

/** A period within a sentence: `May 2026`, `15 May 2026`, `week 20, 2026`. */
export function periodInWords(start: string, type: PeriodType): string {
  const name = formatPeriod(start, type, 'long');
  return type === 'week' ? name.replace('Week', 'week') : name;
}

/** `in May 2026`, `on 15 May 2026`, `in week 20, 2026`. */
export function inPeriod(start: string, type: PeriodType): string {
  return `${type === 'day' ? 'on' : 'in'} ${periodInWords(start, type)}`;
}

/** `2 and 9 h`, `2% and 9%`. */
export function rangeInWords(
  lower: number,
  upper: number,
  unit: string,
): string {
  const from = unit === '%' ? formatValue(lower, unit) : formatNumber(lower);
  return `${from} and ${formatValue(upper, unit)}`;
}

/** `93 days`, `1 day`, `0.33 days`. */
export function daysInWords(days: number | null): string {
  if (days === null) {
    return '? days';
  }
  const text = formatNumber(days < 10 ? days : Math.round(days));
  return `${text} ${text === '1' ? 'day' : 'days'}`;
}

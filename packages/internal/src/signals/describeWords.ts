import type {
  Bound,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { isRange } from '../arithmetic';
import { formatNumber, formatPeriod, formatValue } from '../format';
import { english, type Words } from '../words';

/**
 * In what language values and periods are given.
 */
export type DescribeOptions = {
  unit: string;
  periodType: PeriodType;
  /** The sentences of a language; English if not given. */
  words?: Words;
};

/** A sentence's parts in one language: values, periods and ranges of a KPI. */
export function phrasesOf({
  unit,
  periodType,
  words = english,
}: DescribeOptions) {
  const { language } = words;
  const name = (start: string, type: PeriodType) =>
    formatPeriod(start, type, 'long', language);
  /** The unit stands once behind both; of percentages the sign behind each. */
  const first = (value: number) =>
    unit === '%'
      ? formatValue(value, unit, language)
      : formatNumber(value, language);
  return {
    words,
    value: (value: number) => formatValue(value, unit, language),
    number: (value: number) => formatNumber(value, language),
    percent: (value: number) => formatValue(value, '%', language),
    periods: (count: number) => words.periods(count, periodType),
    period: (start: string) =>
      words.period(name(start, periodType), periodType),
    inPeriod: (start: string) =>
      words.inPeriod(name(start, periodType), periodType),
    since: (start: string, type: PeriodType = periodType) =>
      words.since(name(start, type), type),
    from: (start: string) => words.from(name(start, periodType), periodType),
    range: (lower: number, upper: number) =>
      words.range(first(lower), formatValue(upper, unit, language)),
    /** A target: `4 h`, `2 to 9 h`. */
    bound: (bound: Bound) =>
      isRange(bound)
        ? words.span(first(bound.min), formatValue(bound.max, unit, language))
        : formatValue(bound, unit, language),
    /** `93 days`, `1 day`, `0.33 days`. */
    days: (days: number | null) =>
      words.days(
        days === null
          ? undefined
          : formatNumber(days < 10 ? days : Math.round(days), language),
      ),
  };
}

/** See {@link phrasesOf}. */
export type Phrases = ReturnType<typeof phrasesOf>;

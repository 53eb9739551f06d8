import type { PeriodType } from '../arithmetic';
import { formatNumber, formatValue } from '../format';
import {
  daysInWords,
  inPeriod,
  periodInWords,
  periodsInWords,
} from './describeWords';
import type { QualityIssue } from './types';

/**
 * What an issue is and what to do about it, in one sentence.
 *
 * @param of - the unit of the values and the period in which they are judged
 * @public
 */
export function describeQualityIssue(
  issue: QualityIssue,
  of: { unit: string; periodType: PeriodType },
): string {
  const { kind, period, count, amount } = issue;
  const type = of.periodType;
  switch (kind) {
    case 'late':
      return `Nothing has been measured for ${daysInWords(
        amount,
      )} longer than the KPI allows: look at the last runs of its source, or give it more time in spec.staleAfter.`;
    case 'gaps':
      return `${count} of the last ${periodsInWords(
        Math.round(count / amount),
        type,
      )} ${count === 1 ? 'has' : 'have'} no value, the first is ${periodInWords(
        period,
        type,
      )}: collect them again, and let the source write 0 where there was nothing.`;
    case 'volume':
      return `${inSentence(inPeriod(period, type))} ${
        amount > 1
          ? `${formatNumber(amount)} times as much stands`
          : `only ${formatValue(100 * amount, '%')} of what is usual stands`
      } behind the value${
        amount > 1 ? ' as usual' : ''
      }: look whether the source counts something else now.`;
    case 'impossible':
      return `${formatValue(amount, of.unit)} ${inPeriod(
        period,
        type,
      )} cannot be${
        count > 1 ? `, nor ${othersInWords(count - 1)} before` : ''
      }: mend it in the source and collect again, or state in spec.plausible which values can be.`;
    case 'constant':
      return `The last ${count} values, since ${periodInWords(
        period,
        type,
      )}, are all ${formatValue(
        amount,
        of.unit,
      )}, which is no chance: look whether the source still measures, or repeats an old value.`;
    default:
      throw new TypeError(`unknown issue ${kind}`);
  }
}

function inSentence(text: string): string {
  return `${text[0].toLocaleUpperCase('en')}${text.slice(1)}`;
}

function othersInWords(count: number): string {
  return count === 1 ? 'another value' : `${count} other values`;
}

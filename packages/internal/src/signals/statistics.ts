/**
 * The arithmetic mean, measured from the first value: that of equal values is exactly
 * them. `NaN` of none.
 */
export function mean(values: number[]): number {
  const [first] = values;
  let sum = 0;
  for (const value of values) {
    sum += value - first;
  }
  return first + sum / values.length;
}

/** The value in the middle, or the mean of the two there. */
export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/**
 * Which of the nine definitions of a quantile.
 */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/**
 * A quantile of a sample. Types 1 to 3 step from one value (or the middle of two) to
 * the next, types 4 to 9 are linear between values. 7 is what R and spreadsheets
 * compute if not asked otherwise.
 *
 * Source: R. J. Hyndman, Y. Fan, Sample Quantiles in Statistical Packages, The American
 * Statistician 50, 1996.
 *
 * @param values - in any order; `NaN` of none
 * @param probability - 0..1
 */
export function quantile(
  values: number[],
  probability: number,
  type: QuantileType = 7,
): number {
  if (values.length === 0) {
    return NaN;
  }
  const sorted = Float64Array.from(values).sort();
  const rank = rankOf(probability, sorted.length, type);
  // A rank that is whole apart from rounding is whole.
  const below = Math.floor(rank + 4 * Number.EPSILON * sorted.length);
  const exact = Math.abs(rank - below) <= 4 * Number.EPSILON * sorted.length;
  const part = exact ? partAt(below, type) : partAfter(rank - below, type);
  const at = (place: number) =>
    sorted[Math.min(Math.max(place, 1), sorted.length) - 1];
  return (1 - part) * at(below) + (part === 0 ? 0 : part * at(below + 1));
}

/** Where in the sorted values the quantile is, from 1 on. */
function rankOf(p: number, n: number, type: QuantileType): number {
  switch (type) {
    case 1:
    case 2:
    case 4:
      return n * p;
    case 3:
      return n * p - 0.5;
    case 5:
      return n * p + 0.5;
    case 6:
      return (n + 1) * p;
    case 7:
      return (n - 1) * p + 1;
    case 8:
      return (n + 1 / 3) * p + 1 / 3;
    default:
      return (n + 1 / 4) * p + 3 / 8;
  }
}

/** How much of the next value there is at a whole rank. */
function partAt(rank: number, type: QuantileType): number {
  if (type === 2) {
    return 0.5;
  }
  // The nearest even one.
  return type === 3 && rank % 2 !== 0 ? 1 : 0;
}

/** How much of the next value there is between ranks. */
function partAfter(part: number, type: QuantileType): number {
  return type <= 3 ? 1 : part;
}

import { studentCdf, studentQuantile } from './distributions';

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

/**
 * The variance of a sample: the squares of the distances from the mean, by n - 1.
 *
 * @param values - at least 2
 */
export function variance(values: number[]): number {
  const centre = mean(values);
  let squares = 0;
  for (const value of values) {
    squares += (value - centre) ** 2;
  }
  return squares / (values.length - 1);
}

/**
 * The standard deviation of a sample, the root of {@link variance}.
 */
export function standardDeviation(values: number[]): number {
  return Math.sqrt(variance(values));
}

/**
 * The median absolute deviation from the median. Times 1.4826 it is the standard
 * deviation of a normal distribution, and hardly moved by outliers.
 *
 * @param factor - 1 for the deviation itself
 */
export function medianAbsoluteDeviation(
  values: number[],
  factor = 1.4826,
): number {
  const median = quantile(values, 0.5);
  return (
    factor *
    quantile(
      values.map(value => Math.abs(value - median)),
      0.5,
    )
  );
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
  // A rank that is whole but for rounding is whole.
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

/**
 * A straight line through points, with what is known of its slope.
 */
export type LeastSquares = {
  intercept: number;
  slope: number;
  /** Two-sided, of the slope being 0 if errors are normal. */
  slopeP: number;
  slopeInterval: [number, number];
};

/**
 * Ordinary least squares: y = intercept + slope x. The interval of the slope is that of
 * Student's t with n - 2 degrees of freedom.
 *
 * @param x - at least 3, not all equal
 */
export function leastSquares(
  x: number[],
  y: number[],
  confidence = 0.95,
): LeastSquares {
  const freedom = x.length - 2;
  const [meanX, meanY] = [mean(x), mean(y)];
  let xx = 0;
  let xy = 0;
  x.forEach((value, index) => {
    xx += (value - meanX) ** 2;
    xy += (value - meanX) * (y[index] - meanY);
  });
  const slope = xy / xx;
  const intercept = meanY - slope * meanX;
  const residuals = x.reduce(
    (sum, value, index) => sum + (y[index] - intercept - slope * value) ** 2,
    0,
  );
  const error = Math.sqrt(residuals / freedom / xx);
  const reach = error * studentQuantile((1 + confidence) / 2, freedom);
  return {
    intercept,
    slope,
    slopeP: 2 * studentCdf(-Math.abs(slope / error), freedom),
    slopeInterval: [slope - reach, slope + reach],
  };
}

/**
 * Kendall's rank correlation, tau-b: concordant minus discordant pairs, by the pairs
 * not tied in x and not tied in y. 1 if y always rises with x, -1 if it always falls.
 *
 * Source: M. G. Kendall, Rank Correlation Methods, 1948.
 */
export function kendallTau(x: number[], y: number[]): number {
  let [agreement, untiedX, untiedY] = [0, 0, 0];
  for (let j = 1; j < x.length; j++) {
    for (let i = 0; i < j; i++) {
      const inX = Math.sign(x[j] - x[i]);
      const inY = Math.sign(y[j] - y[i]);
      agreement += inX * inY;
      untiedX += Math.abs(inX);
      untiedY += Math.abs(inY);
    }
  }
  return agreement / Math.sqrt(untiedX * untiedY);
}

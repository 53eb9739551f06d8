import { normalQuantile } from '../signals/distributions';
import { median } from '../signals/statistics';

/** How often a trend is seen where there is none: more is safer here. */
const SEEN = 0.25;

/** How often a trend is steeper than the steepest that is considered. */
const STEEPER = 0.05;

/** Slopes a period: the one that fits best, and the steepest that values allow. */
export type TrendBefore = { typical: number; steepest: number };

/**
 * The trend of values, if they have one in this direction. It is found by the test of H. B. Mann, Nonparametric Tests Against Trend,
 * Econometrica 13, 1945, and M. G. Kendall; its slope and the bound of that are those of P. K. Sen,
 * Estimates of the Regression Coefficient Based on Kendall's Tau, Journal of the American
 * Statistical Association 63, 1968.
 *
 * @param values - with the places of their periods, in chronological order
 * @param way - 1 for a trend that rises, -1 for one that falls
 */
export function trendBefore(
  values: { at: number; value: number }[],
  way: 1 | -1,
): TrendBefore | undefined {
  const slopes: number[] = [];
  values.forEach((one, index) => {
    for (const other of values.slice(index + 1)) {
      slopes.push((way * (other.value - one.value)) / (other.at - one.at));
    }
  });
  const score = slopes.reduce((sum, slope) => sum + Math.sign(slope), 0);
  const deviation = Math.sqrt(varianceOf(values.map(({ value }) => value)));
  if (score - 1 < normalQuantile(1 - SEEN) * deviation) {
    return undefined;
  }
  slopes.sort((a, b) => a - b);
  const place = Math.ceil(
    (slopes.length + normalQuantile(1 - STEEPER) * deviation) / 2,
  );
  return {
    typical: way * median(slopes),
    steepest: way * slopes[Math.min(place, slopes.length - 1)],
  };
}

/** The variance of Kendall's score, with its correction for equal values. */
function varianceOf(values: number[]): number {
  const sizes = new Map<number, number>();
  for (const value of values) {
    sizes.set(value, (sizes.get(value) ?? 0) + 1);
  }
  const term = (n: number) => n * (n - 1) * (2 * n + 5);
  return [...sizes.values()].reduce(
    (variance, size) => variance - term(size) / 18,
    term(values.length) / 18,
  );
}

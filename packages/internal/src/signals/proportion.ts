import type {
  ProcessPoint,
  Signal,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { gammaQuantile } from './distributions';
import { wilsonInterval } from './intervals';
import type { SignalValue } from './types';

/** Expected cases of the rarer outcome below which limits alone mislead. */
const FEW_CASES = 5;

/** How sure a single point has to be: as its limits are, at three sigma. */
const SURE_OF_POINT = 0.9973;

/** How sure a pattern of several has to be, which is rare by itself. */
const SURE_OF_PATTERN = 0.99;

/**
 * Whether a series is of shares of few: percentages with their denominators as weights,
 * where some period has fewer than 5 expected cases of the rarer outcome. Where all
 * weights are 1 the denominators are not known.
 *
 * Source: the rule of 5 expected cases is that of R. A. Fisher, Statistical Methods for
 * Research Workers, 1925, for the normal approximation of counts.
 */
export function isOfFew(values: SignalValue[], unit: string): boolean {
  if (unit !== '%') {
    return false;
  }
  const known = values.filter(({ value }) => value !== null);
  const isCounted = known.every(
    ({ value, weight }) =>
      value !== null && value >= 0 && value <= 100 && (weight ?? 0) > 0,
  );
  if (!isCounted || known.every(({ weight }) => weight === 1)) {
    return false;
  }
  const { successes, n } = pooled(known);
  const rarer = Math.min(successes, n - successes) / n;
  return rarer > 0 && known.some(one => (one.weight ?? 0) * rarer < FEW_CASES);
}

/**
 * The interval in which a share lies of which a sample is known: Wilson's, and next to 0
 * and 1, where that is too narrow, the Poisson bound.
 *
 * Source: L. D. Brown, T. T. Cai, A. DasGupta, Interval Estimation for a Binomial
 * Proportion, Statistical Science 16, 2001, the modified Wilson interval.
 *
 * @param n - above 0
 * @returns bounds, 0..1
 */
export function shareInterval(
  successes: number,
  n: number,
  confidence = 0.95,
): [number, number] {
  const [lower, upper] = wilsonInterval(successes, n, confidence);
  return [
    poissonBound(successes, n, confidence) ?? lower,
    1 - (poissonBound(n - successes, n, confidence) ?? 1 - upper),
  ];
}

/** The lower bound of 1 to 3 of n cases; of others Wilson's is right. */
function poissonBound(
  cases: number,
  n: number,
  confidence: number,
): number | undefined {
  const whole = Math.round(cases);
  return whole >= 1 && whole <= (n <= 50 ? 2 : 3)
    ? gammaQuantile(1 - confidence, whole) / n
    : undefined;
}

/**
 * The signals that the numbers of cases support: the pooled share of the pattern differs
 * from that of the other points of its part of the chart, of a trend that of its second
 * half from that of its first. They differ if the interval of the difference leaves out
 * 0: that of 99.73 % for a single point, of 99 % for a pattern of several.
 *
 * Source: R. G. Newcombe, Interval Estimation for the Difference Between Independent
 * Proportions, Statistics in Medicine 17, 1998, method 10, from {@link shareInterval}.
 *
 * @param values - of the chart, with their denominators as weights
 * @param points - of the chart
 */
export function supportedSignals(
  signals: Signal[],
  values: SignalValue[],
  points: ProcessPoint[],
): Signal[] {
  const known = points.flatMap((point, index) =>
    point.value === null ? [] : [{ ...values[index], mean: point.mean }],
  );
  return signals.filter(signal => {
    const pattern = known.filter(
      ({ period: start }) => start >= signal.from && start <= signal.to,
    );
    const half = Math.floor(pattern.length / 2);
    const [one, other] =
      signal.rule === 'trend'
        ? [pattern.slice(-half), pattern.slice(0, half)]
        : [
            pattern,
            known.filter(
              each => each.mean === pattern[0].mean && !pattern.includes(each),
            ),
          ];
    return differ(
      pooled(one),
      pooled(other),
      signal.points === 1 ? SURE_OF_POINT : SURE_OF_PATTERN,
    );
  });
}

/** A share, as its cases. */
export type Share = { successes: number; n: number };

export function pooled(values: SignalValue[]): Share {
  let successes = 0;
  let n = 0;
  for (const { value, weight } of values) {
    successes += ((value ?? 0) / 100) * (weight ?? 0);
    n += weight ?? 0;
  }
  return { successes, n };
}

function differ(a: Share, b: Share, confidence: number): boolean {
  if (a.n === 0 || b.n === 0) {
    return false;
  }
  const [low, high] = a.successes / a.n < b.successes / b.n ? [a, b] : [b, a];
  const [, lowUpper] = shareInterval(low.successes, low.n, confidence);
  const [highLower] = shareInterval(high.successes, high.n, confidence);
  const difference = high.successes / high.n - low.successes / low.n;
  return (
    difference >
    Math.hypot(
      high.successes / high.n - highLower,
      lowUpper - low.successes / low.n,
    )
  );
}

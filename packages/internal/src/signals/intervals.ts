import { gammaQuantile, normalQuantile } from './distributions';

/**
 * The interval in which a share lies of which a sample is known, after Wilson: it is
 * right also where there are few, or where the share is near 0 or 1.
 *
 * Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical
 * Inference, Journal of the American Statistical Association 22, 1927.
 *
 * @param successes - 0..n, not necessarily whole
 * @param n - above 0
 * @returns bounds, 0..1
 */
export function wilsonInterval(
  successes: number,
  n: number,
  confidence = 0.95,
): [number, number] {
  const z = normalQuantile((1 + confidence) / 2);
  const share = successes / n;
  const centre = share + (z * z) / (2 * n);
  const reach =
    z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [
    Math.max(0, (centre - reach) / scale),
    Math.min(1, (centre + reach) / scale),
  ];
}

/**
 * The exact interval of the mean of a Poisson distribution of which one count is known.
 *
 * Source: F. Garwood, Fiducial Limits for the Poisson Distribution, Biometrika 28, 1936.
 */
export function poissonInterval(
  count: number,
  confidence = 0.95,
): [number, number] {
  const tail = (1 - confidence) / 2;
  return [
    count === 0 ? 0 : gammaQuantile(tail, count),
    gammaQuantile(1 - tail, count + 1),
  ];
}

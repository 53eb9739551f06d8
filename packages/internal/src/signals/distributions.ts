/** More terms than any series here needs to where nothing changes any more. */
const MANY = 100_000;

/** Instead of 0 in a denominator. */
const TINY = 1e-300;

/** Of {@link logGamma}. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028,
  771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/**
 * The distribution function of the standard normal distribution, exact to some 15
 * digits in both tails.
 */
export function normalCdf(x: number): number {
  const { lower, upper } = incompleteGamma(0.5, (x * x) / 2);
  return x < 0 ? upper / 2 : 0.5 + lower / 2;
}

/**
 * The quantile of the standard normal distribution: below it lies the share
 * `probability`. Found by Newton's method, which from 0 on only goes towards it.
 */
export function normalQuantile(probability: number): number {
  if (probability > 0.5) {
    return -normalQuantile(1 - probability);
  }
  if (!(probability > 0)) {
    return probability === 0 ? -Infinity : NaN;
  }
  let x = 0;
  for (let step = 0; step < MANY; step++) {
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    const next = x - (normalCdf(x) - probability) / density;
    if (next >= x) {
      break;
    }
    x = next;
  }
  return x;
}

/**
 * The distribution function of Student's t.
 *
 * @param freedom - degrees of freedom
 */
export function studentCdf(t: number, freedom: number): number {
  const tail =
    incompleteBeta(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2;
  return t < 0 ? tail : 1 - tail;
}

/**
 * The quantile of Student's t.
 */
export function studentQuantile(probability: number, freedom: number): number {
  if (probability < 0.5) {
    return -studentQuantile(1 - probability, freedom);
  }
  return inverse(t => studentCdf(t, freedom), probability);
}

/**
 * The quantile of the gamma distribution of scale 1, for a shape > 0. Twice that of
 * shape n / 2 is the quantile of chi-squared with n degrees of freedom.
 */
export function gammaQuantile(probability: number, shape: number): number {
  return inverse(x => incompleteGamma(shape, x).lower, probability);
}

/** Where a distribution function has the value, from 0 on, by bisection. */
function inverse(cdf: (x: number) => number, probability: number): number {
  let low = 0;
  let high = 1;
  while (cdf(high) < probability) {
    low = high;
    high *= 2;
  }
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) {
      return middle;
    }
    if (cdf(middle) < probability) {
      low = middle;
    } else {
      high = middle;
    }
  }
}

/**
 * The regularized incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x), by
 * series or continued fraction. Source: M. Abramowitz, I. A. Stegun, Handbook of
 * Mathematical Functions, 1964, 6.5.29 and 6.5.31.
 */
function incompleteGamma(
  a: number,
  x: number,
): { lower: number; upper: number } {
  if (x <= 0) {
    return { lower: 0, upper: 1 };
  }
  if (x === Infinity) {
    return { lower: 1, upper: 0 };
  }
  const factor = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < MANY && term > sum * Number.EPSILON; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return { lower: factor * sum, upper: 1 - factor * sum };
  }
  const fraction = continuedFraction(x + 1 - a, n => [
    -n * (n - a),
    x + 2 * n + 1 - a,
  ]);
  return { lower: 1 - factor / fraction, upper: factor / fraction };
}

/**
 * The regularized incomplete beta function I(a, b; x), by continued fraction. Source:
 * M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 1964, 26.5.8.
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0 || x >= 1) {
    return x <= 0 ? 0 : 1;
  }
  // Where the fraction converges quickly.
  if (x > (a + 1) / (a + b + 2)) {
    return 1 - incompleteBeta(b, a, 1 - x);
  }
  const factor = Math.exp(
    a * Math.log(x) +
      b * Math.log1p(-x) +
      logGamma(a + b) -
      logGamma(a) -
      logGamma(b),
  );
  const fraction = continuedFraction(1, n => {
    const m = Math.floor(n / 2);
    const numerator =
      n % 2 === 0
        ? (m * (b - m) * x) / ((a + n - 1) * (a + n))
        : (-(a + m) * (a + b + m) * x) / ((a + n - 1) * (a + n));
    return [numerator, 1];
  });
  return factor / a / fraction;
}

/**
 * b0 + a1 / (b1 + a2 / (b2 + ...)), by the method of Lentz. Source: W. H. Press and
 * others, Numerical Recipes, 5.2.
 *
 * @param term - of n from 1 on: an and bn
 */
function continuedFraction(
  first: number,
  term: (n: number) => [number, number],
): number {
  let value = first || TINY;
  let c = value;
  let d = 0;
  for (let n = 1; n < MANY; n++) {
    const [a, b] = term(n);
    d = 1 / (b + a * d || TINY);
    c = b + a / c || TINY;
    value *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) {
      break;
    }
  }
  return value;
}

/**
 * The logarithm of the gamma function, for x > 0. Source: C. Lanczos, SIAM Journal on
 * Numerical Analysis B 1, 1964, with g = 7 and nine coefficients.
 */
function logGamma(x: number): number {
  if (x < 0.5) {
    return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  }
  let sum = lanczos[0];
  for (let n = 1; n < lanczos.length; n++) {
    sum += lanczos[n] / (x + n - 1);
  }
  const t = x + 6.5;
  return (
    Math.log(2 * Math.PI) / 2 + (x - 0.5) * Math.log(t) - t + Math.log(sum)
  );
}

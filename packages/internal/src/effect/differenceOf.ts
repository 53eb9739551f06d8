/** A value with the interval in which it lies. */
type Estimate = { value: number; lower: number; upper: number };

/**
 * The difference of two independent values with its interval, from theirs.
 *
 * Source: R. G. Newcombe, Interval Estimation for the Difference Between Independent
 * Proportions, Statistics in Medicine 17, 1998, method 10; for any two values G. Y. Zou, A.
 * Donner, Construction of Confidence Limits About Effect Measures, Statistics in Medicine
 * 27, 2008.
 */
export function differenceOf(before: Estimate, after: Estimate): Estimate {
  const value = after.value - before.value;
  return {
    value,
    lower:
      value -
      Math.hypot(after.value - after.lower, before.upper - before.value),
    upper:
      value +
      Math.hypot(after.upper - after.value, before.value - before.lower),
  };
}

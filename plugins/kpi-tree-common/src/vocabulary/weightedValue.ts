/**
 * What was measured: a value, and in `weight` what it is based on, such as the
 * minutes behind an availability, 1 where there is nothing. Or a numerator over a
 * denominator, which is the weight then: the sum of durations over their number.
 *
 * A numerator may stand over 0, such as the costs of a month without revenue, or over
 * less, such as that of a month of credit notes. Then there is no value, and the
 * numerator counts in what the measurement is a part of. A value without a numerator
 * stands for value × weight over weight.
 *
 * @public
 */
export type WeightedValue = {
  /** In the unit of the KPI; `null` where the denominator is not above 0. */
  value: number | null;
  weight: number;
  /** In the unit of the KPI times that of the weight. */
  numerator?: number;
};

/**
 * A numerator over a denominator.
 *
 * @public
 */
export function ratioOf(numerator: number, denominator: number): WeightedValue {
  return {
    value: denominator > 0 ? numerator / denominator : null,
    weight: denominator,
    numerator,
  };
}

/**
 * By how much the quotient of two numbers is the value of a KPI: 3 of 4 are 75 %.
 *
 * @returns 100 for a KPI in percent, otherwise 1
 * @public
 */
export function shareFactor(unit: string): number {
  return unit === '%' ? 100 : 1;
}

/** The share by which rounding may put a sum of fractions off; less than anybody measures. */
export const ROUNDING_ERROR = 1e-12;

/** The same in points of a score, of which there are 100. */
const ROUNDING_ERROR_IN_POINTS = 1e-9;

/**
 * Points that are a whole number apart from the rounding of fractions, as that number: the
 * mean of 0.1 and 0.1 is not above a target of 0.1, and that of 100 and 100 is 100,
 * whatever they weigh.
 */
export function withoutRoundingError(points: number): number {
  const whole = Math.round(points);
  return Math.abs(points - whole) < ROUNDING_ERROR_IN_POINTS ? whole : points;
}

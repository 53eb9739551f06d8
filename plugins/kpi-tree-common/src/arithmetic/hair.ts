/** Of a number that sums of fractions are off by; less than anybody measures. */
export const HAIR = 1e-12;

/** The same of points of a score, of which there are 100. */
const HAIR_OF_POINTS = 1e-9;

/**
 * Points that are a whole number but for the rounding of fractions, as that number: the
 * mean of 0.1 and 0.1 is not above a target of 0.1, and that of 100 and 100 is 100,
 * whatever they weigh.
 */
export function withoutHair(points: number): number {
  const whole = Math.round(points);
  return Math.abs(points - whole) < HAIR_OF_POINTS ? whole : points;
}

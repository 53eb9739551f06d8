/**
 * A value to reach or to stay within, in the unit of its KPI: a number for the
 * directions `lower` and `higher`, `{ min, max }` for `range`.
 *
 * @public
 */
export type Bound = number | { min: number; max: number };

/**
 * A bound and the day (`YYYY-MM-DD`) from which it holds. A period is judged by
 * the bound in force on its first day, so that a changed target never rewrites
 * the past and nobody is judged by a target that came in the middle.
 *
 * @public
 */
export type DatedBound = { from: string; value: Bound };

/**
 * A target or threshold as a definition states it.
 *
 * @public
 */
export type Target = Bound | DatedBound[];

/** What chance explains more often than this, on one side, is no effect. */
export const CHANCE = 0.005;

/**
 * The periods after an action compared with those before it.
 */
export type Comparison = {
  method: 'ranks' | 'rates' | 'shares';
  /** The typical values, in the unit of the KPI. */
  before: number;
  after: number;
  /** After less before, with its 99 % interval; a bound is `null` where it has none. */
  difference: { value: number; lower: number | null; upper: number | null };
  /** Which way it moved, if chance does not explain it. */
  moved?: 'up' | 'down';
  /** It moved before in the same way, and not more since. */
  isAsBefore?: boolean;
};

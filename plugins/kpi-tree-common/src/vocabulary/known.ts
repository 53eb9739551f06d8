/**
 * How much of a period is known: on how many of its days a source looked, whether it
 * found something or not. Of a scope these are days of its members, of a running period
 * the days that have passed. Where it is not given, all of them are known.
 *
 * @public
 */
export type Known = {
  /** Days that are known. */
  days: number;
  /** All of them; at least 1. */
  of: number;
};

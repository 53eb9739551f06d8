import type { SignalValue } from '../types';
import type { Aggregation, Plausible } from '../../vocabulary';

/**
 * Values to which a running period can still come, by what is measured of it. A sum of
 * what is never negative and a maximum only grow, and a minimum only falls. Of others, as
 * means, nothing is certain before the period is over.
 *
 * @param measured - what the running period has come to so far
 * @param values - complete periods, which show whether anything is ever negative
 * @public
 */
export function reachableFrom(
  measured: number | null | undefined,
  overTime: Aggregation,
  values: SignalValue[],
): Plausible {
  if (measured === null || measured === undefined) {
    return {};
  }
  const grows =
    measured > 0 && values.every(({ value }) => value === null || value >= 0);
  if (overTime === 'max' || (overTime === 'sum' && grows)) {
    return { min: measured };
  }
  return overTime === 'min' ? { max: measured } : {};
}

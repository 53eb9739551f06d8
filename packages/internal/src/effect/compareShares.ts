import type { SignalValue } from '../signals';
import { pooled, shareInterval } from '../signals/proportion';
import { CHANCE, type Comparison } from './comparison';
import { differenceOf } from './differenceOf';

/**
 * Compares the shares, in percent, of all cases before and after. They differ if the
 * interval of the difference leaves out 0.
 */
export function compareShares(
  before: SignalValue[],
  after: SignalValue[],
): Comparison {
  const [old, young] = [before, after].map(shareOf);
  const difference = differenceOf(old, young);
  return {
    method: 'shares',
    before: old.value,
    after: young.value,
    difference,
    ...(difference.lower > 0 ? { moved: 'up' as const } : {}),
    ...(difference.upper < 0 ? { moved: 'down' as const } : {}),
  };
}

function shareOf(values: SignalValue[]) {
  const { successes, n } = pooled(values.filter(({ value }) => value !== null));
  const [lower, upper] = shareInterval(successes, n, 1 - 2 * CHANCE);
  return {
    value: (100 * successes) / n,
    lower: 100 * lower,
    upper: 100 * upper,
  };
}

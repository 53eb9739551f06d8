import type {
  Aggregation,
  Plausible,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { aggregationTraits } from '../../arithmetic';
import type { SignalValue } from '../types';

/**
 * Values to which a running period can still come, by what is measured of it. A sum of
 * what is never negative and a maximum only grow, and a minimum only falls. Of others, as
 * means, nothing is certain before the period is over.
 *
 * @param measured - what the running period has come to so far
 * @param values - complete periods, which show whether anything is ever negative
 */
export function reachableFrom(
  measured: number | null | undefined,
  overTime: Aggregation,
  values: SignalValue[],
): Plausible {
  if (measured === null || measured === undefined) {
    return {};
  }
  switch (aggregationTraits[overTime].whileRunning) {
    case 'grows':
      return { min: measured };
    case 'grows-from-zero':
      return measured > 0 &&
        values.every(({ value }) => value === null || value >= 0)
        ? { min: measured }
        : {};
    case 'falls':
      return { max: measured };
    default:
      return {};
  }
}

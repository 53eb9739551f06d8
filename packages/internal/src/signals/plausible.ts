import type {
  Aggregation,
  Plausible,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { aggregationTraits } from '../arithmetic';

/** Units of durations, as people write them. */
const DURATIONS = new Set(
  [
    'ns us µs ms s sec secs second seconds min mins minute minutes',
    'h hr hrs hour hours d day days week weeks month months year years',
  ].flatMap(line => line.split(' ')),
);

const PERCENT = new Set(['%', 'percent']);

/**
 * Which values can be: what is stated, else what the unit says. A duration and a
 * number of things (unit 1, summed) are not negative, a percentage lies between 0 and
 * 100; of other units nothing is known.
 */
export function naturalBounds({
  unit,
  overTime,
  plausible,
}: {
  unit: string;
  overTime: Aggregation;
  plausible?: Plausible;
}): Plausible {
  if (plausible) {
    return plausible;
  }
  if (PERCENT.has(unit)) {
    return { min: 0, max: 100 };
  }
  return DURATIONS.has(unit) ||
    (unit === '1' && aggregationTraits[overTime].addsUp)
    ? { min: 0 }
    : {};
}

import {
  assertFinite,
  isRange,
  judge,
  Judgement,
  sum,
} from '@internal/kpi-tree';
import { Bound } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * A target is written for one entity: a sum of members is compared with the sum of
 * the targets that were in force for them.
 *
 * @param judgements - how each of the members is judged
 * @param start - its first day
 * @throws `InputError` if a sum is beyond what a number holds
 */
export function summedBounds(judgements: Judgement[], start: string) {
  const bounds = judgements.map(by => judge(undefined, start, by));
  const sums = {
    target: summed(bounds.map(b => b.target)),
    threshold: summed(bounds.map(b => b.threshold)),
  };
  assertFinite(sums, `The sum of the targets of ${judgements.length} members`);
  return sums;
}

/** The sum of bounds; none if one is missing, as the sum would be too small. */
function summed(bounds: (Bound | null)[]): Bound | null {
  const known = bounds.filter(bound => bound !== null);
  if (!known.length || known.length < bounds.length) {
    return null;
  }
  const ranges = known.filter(isRange);
  return ranges.length
    ? { min: sum(ranges.map(r => r.min)), max: sum(ranges.map(r => r.max)) }
    : sum(known.filter(bound => typeof bound === 'number'));
}

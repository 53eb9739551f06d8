import {
  Bound,
  isRange,
  Judgement,
  KpiEntity,
  sum,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';

/** What one member is judged by in one period. */
export type MemberBounds = { target: Bound | null; threshold: Bound | null };

/**
 * By what a value rolled up from members is judged. A target is written for one
 * entity. A mean of members may be held against it, a sum may not: it is held
 * against the sum of the targets of the members that are in it, unless the scope
 * has a target of its own.
 *
 * @param by - the judgement of the scope
 * @param counted - the bounds of the members whose values are in the sum
 */
export function scopeJudgement(
  definitions: Definitions,
  kpi: KpiEntity,
  scope: string,
  by: Judgement,
  counted: MemberBounds[],
): Judgement {
  const own =
    definitions.entities.get(scope)?.annotations.target[kpi.metadata.name];
  if (kpi.spec.aggregate.overEntities !== 'sum' || own !== undefined) {
    return by;
  }
  return {
    ...by,
    target: summed(counted.map(c => c.target)),
    threshold: summed(counted.map(c => c.threshold)),
  };
}

/** The sum of bounds; none if one is missing, as the sum would be too small. */
function summed(bounds: (Bound | null)[]): Bound | undefined {
  const known = bounds.filter(bound => bound !== null);
  if (!known.length || known.length < bounds.length) {
    return undefined;
  }
  const ranges = known.filter(isRange);
  return ranges.length
    ? { min: sum(ranges.map(r => r.min)), max: sum(ranges.map(r => r.max)) }
    : sum(known.filter(bound => typeof bound === 'number'));
}

import { aggregationTraits, Judgement } from '@internal/kpi-tree';
import { KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { ScopeValue } from '../store/RollupStore';

/**
 * How a value rolled up from members is judged. A target is written for one
 * entity. A mean of members may be compared with it, a sum may not: it is compared
 * with the sum of the targets of the members that are in it, unless the scope
 * has a target of its own in that period.
 *
 * @param by - the judgement of the scope
 * @param start - first day of the period
 * @param bounds - the sums of the targets of the members that are in the value
 */
export function scopeJudgement(
  definitions: Definitions,
  kpi: KpiEntity,
  scope: string,
  by: Judgement,
  start: string,
  bounds: ScopeValue['bounds'],
): Judgement {
  if (
    !aggregationTraits[kpi.spec.aggregate.overEntities].addsUp ||
    definitions.isTargetAnnotated(kpi.metadata.name, scope, start)
  ) {
    return by;
  }
  return {
    ...by,
    target: bounds?.target ?? undefined,
    threshold: bounds?.threshold ?? undefined,
  };
}

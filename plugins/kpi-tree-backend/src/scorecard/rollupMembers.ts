import {
  Aggregation,
  aggregate,
  aggregateOverEntities,
  judge,
  Judgement,
  MemberCounts,
  PeriodValue,
  Status,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { CurrentState, SparkPoint } from '../store/CurrentStore';

/**
 * Rolls the states of a scope's members up into that of the scope: each period
 * by `overEntities`, then judged by the scope's own target. What cannot be
 * aggregated has no value, only the distribution of its members.
 *
 * @param current - the first day of the current period; members whose value is
 * of an older one do not count in it
 */
export function rollupMembers(
  members: CurrentState[],
  current: string,
  how: Aggregation,
  by: Judgement,
): CurrentState {
  // One member's value is no value of the scope either where nothing combines.
  const combine = (values: WeightedValue[]) =>
    how === 'none' ? undefined : aggregate(values, how);
  const periods = members[0]?.spark.map(([period]) => period) ?? [];
  const values = new Map(
    how === 'none'
      ? []
      : aggregateOverEntities(members.map(sparkValues), how).map(v => [
          v.period,
          v,
        ]),
  );
  const value = values.get(current);
  const judged = judge(value?.value, current, by);
  const provisionals = members.flatMap(m => m.provisional ?? []);
  const provisional = combine(provisionals);
  const silent = members.every(m => m.value === null || m.status === 'stale');
  const anyStale = members.some(m => m.status === 'stale');
  return {
    ...judged,
    status: !value && silent && anyStale ? 'stale' : judged.status,
    period: current,
    value: value?.value ?? null,
    weight: value?.weight ?? null,
    spark: periods.map((period): SparkPoint => {
      const v = values.get(period);
      return [period, v?.value ?? null, v?.weight ?? null];
    }),
    ...(provisional
      ? { provisional: { period: provisionals[0].period, ...provisional } }
      : {}),
  };
}

/** Counts how members stand; those without a series have no data. */
export function countMembers(statuses: Status[], total: number): MemberCounts {
  const count = (status: Status) => statuses.filter(s => s === status).length;
  const onTarget = count('on-target');
  const atRisk = count('at-risk');
  const offTarget = count('off-target');
  const noTarget = count('no-target');
  return {
    total,
    onTarget,
    atRisk,
    offTarget,
    noTarget,
    noData: total - onTarget - atRisk - offTarget - noTarget,
  };
}

function sparkValues(state: CurrentState): PeriodValue[] {
  return state.spark.flatMap(([period, value, weight]) =>
    value === null || weight === null ? [] : [{ period, value, weight }],
  );
}

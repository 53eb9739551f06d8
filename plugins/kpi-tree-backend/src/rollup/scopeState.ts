import {
  addPeriods,
  KpiEntity,
  MemberCounts,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { sparkPeriods } from '../evaluation/Evaluator';
import { MemberStatus } from '../store/CurrentStore';
import { ScopeState, ScopeValue, StatusCounts } from '../store/RollupStore';
import { ScopeOperands } from './ScopeCalculation';

/**
 * How a scope stands, from its history and from how its members stand.
 *
 * @param current - the first day of the current period
 * @param values - by period, of the sparkline's periods and the running one
 * @param members - those that have measurements
 * @param operands - of a formula, what it is computed from
 * @returns nothing if there is nothing to tell
 */
export function scopeState(
  kpi: KpiEntity,
  current: string,
  values: ReadonlyMap<string, ScopeValue>,
  members: MemberStatus[],
  operands?: ScopeOperands,
): ScopeState | undefined {
  if (!members.length && !(operands && values.size)) {
    return undefined;
  }
  const now = values.get(current);
  const running = values.get(addPeriods(current, kpi.spec.period, 1));
  const counts: StatusCounts = {};
  let updatedAt = operands?.updatedAt ?? null;
  let silent = true;
  for (const { value, status, updatedAt: at } of members) {
    counts[status] = (counts[status] ?? 0) + 1;
    silent &&= value === null || status === 'stale';
    if (at && (!updatedAt || at > updatedAt)) {
      updatedAt = at;
    }
  }
  return {
    period: current,
    value: now?.value ?? null,
    weight: now?.weight ?? null,
    ...(now?.bounds ? { bounds: now.bounds } : {}),
    ...(running && running.value !== null && running.weight !== null
      ? {
          provisional: {
            period: running.period,
            value: running.value,
            weight: running.weight,
          },
        }
      : {}),
    spark: sparkPeriods(current, kpi.spec.period).map(
      start => values.get(start)?.value ?? null,
    ),
    counts,
    stale: operands
      ? now?.value === undefined && operands.stale
      : silent && counts.stale !== undefined,
    updatedAt,
  };
}

/** How members stand; those without a series have no data. */
export function memberCounts(
  counts: StatusCounts,
  total: number,
): MemberCounts {
  const onTarget = counts['on-target'] ?? 0;
  const atRisk = counts['at-risk'] ?? 0;
  const offTarget = counts['off-target'] ?? 0;
  const noTarget = counts['no-target'] ?? 0;
  return {
    total,
    onTarget,
    atRisk,
    offTarget,
    noTarget,
    noData: total - onTarget - atRisk - offTarget - noTarget,
  };
}

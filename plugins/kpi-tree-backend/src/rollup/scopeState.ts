import { assertFinite, summarise } from '@internal/kpi-tree';
import {
  addPeriods,
  KpiEntity,
  MemberCounts,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { EvaluatedAt } from '../evaluation/EvaluatedAt';
import { sparkValues } from '../evaluation/spark';
import { MemberStatus } from '../store/CurrentStore';
import { ScopeState, ScopeValue, StatusCounts } from '../store/RollupStore';
import { assessScope } from './assessScope';
import { ScopeOperands } from './ScopeCalculation';

/** Whose state it is. */
export type ScopeOfKpi = {
  at: EvaluatedAt;
  scope: string;
  kpi: KpiEntity;
};

/**
 * How a scope stands, from its history and from how its members stand.
 *
 * @param history - in order of time: the periods that are assessed and the running one
 * @param members - those that have measurements
 * @param operands - of a formula, what it is computed from
 * @returns nothing if there is nothing to say
 * @throws `InputError` if something of it is beyond what a number holds
 */
export function scopeState(
  { at, scope, kpi }: ScopeOfKpi,
  history: ScopeValue[],
  members: MemberStatus[],
  operands?: ScopeOperands,
): ScopeState | undefined {
  if (!members.length && !(operands && history.length)) {
    return undefined;
  }
  const current = at.currentPeriod(kpi);
  const values = new Map(history.map(value => [value.period, value]));
  const now = values.get(current);
  const running = values.get(addPeriods(current, kpi.spec.period, 1));
  const counts: StatusCounts = {};
  let updatedAt = operands?.updatedAt ?? null;
  let silent = true;
  for (const { value, status, updatedAt: written } of members) {
    counts[status] = (counts[status] ?? 0) + 1;
    silent &&= value === null || status === 'stale';
    if (written && (!updatedAt || written > updatedAt)) {
      updatedAt = written;
    }
  }
  const state: ScopeState = {
    period: current,
    value: now?.value ?? null,
    weight: now?.weight ?? null,
    ...(now?.known ? { known: now.known } : {}),
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
    spark: sparkValues(
      values,
      current,
      kpi.spec.period,
      at.judgement(kpi, scope),
    ),
    counts,
    stale: operands
      ? now?.value === undefined && operands.stale
      : silent && counts.stale !== undefined,
    updatedAt,
    ...(history.length
      ? {
          signals: summarise(assessScope(at, scope, kpi, history)),
        }
      : {}),
  };
  assertFinite(state, 'state');
  return state;
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

import {
  Assessment,
  KpiEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { assess, AssessedBy } from '../evaluation/assessment';
import { EvaluatedAt } from '../evaluation/EvaluatedAt';
import { ScopeValue } from '../store/RollupStore';
import { scopeJudgement } from './scopeTargets';

/**
 * Assesses what the members of a scope came to; sources that are late are reported of the
 * members that they measure. Where their targets are summed, those
 * of the last period that has any hold for the periods to come.
 *
 * @param values - in order of time
 */
export function assessScope(
  at: EvaluatedAt,
  scope: string,
  kpi: KpiEntity,
  values: HistoryOfScope,
): Assessment {
  return assess(values, scopeAssessedBy(at, scope, kpi, values));
}

type HistoryOfScope = Pick<
  ScopeValue,
  'period' | 'value' | 'weight' | 'known' | 'bounds'
>[];

/** With what the history of a scope is assessed. */
export function scopeAssessedBy(
  at: EvaluatedAt,
  scope: string,
  kpi: KpiEntity,
  values: HistoryOfScope,
): AssessedBy {
  const current = at.currentPeriod(kpi);
  const by = at.judgement(kpi, scope);
  const bounds = new Map(values.map(value => [value.period, value.bounds]));
  const last = values
    .filter(value => value.period <= current && value.bounds)
    .pop();
  const boundsIn = (start: string) =>
    bounds.get(start) ?? (start > current ? last?.bounds : undefined);
  return {
    kpi,
    current,
    settings: at.signalSettings(kpi, scope),
    judgementIn: start =>
      scopeJudgement(at.definitions, kpi, scope, by, start, boundsIn(start)),
    daysLate: 0,
    targetChanges: at.definitions.targetChanges(kpi.metadata.name, scope),
    overEntities: kpi.spec.aggregate.overEntities,
  };
}

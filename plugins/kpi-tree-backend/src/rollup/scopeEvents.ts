import { asOfScope, InsightEvent } from '@internal/kpi-tree';
import { insightEvents } from '../evaluation/insightEvents';
import { ScopeState, ScopeValue } from '../store/RollupStore';
import { scopeAssessedBy } from './assessScope';
import { ScopeOfKpi } from './scopeState';

/**
 * What moved in what the members of a scope come to. That data went stale is reported of
 * the members.
 *
 * @param history - as in {@link scopeState}
 */
export function scopeEvents(
  { at, scope, kpi }: ScopeOfKpi,
  history: ScopeValue[],
  state: ScopeState | undefined,
): InsightEvent[] {
  return state?.signals
    ? asOfScope(
        insightEvents(
          history,
          scopeAssessedBy(at, scope, kpi, history),
          state.signals,
        ),
      )
    : [];
}

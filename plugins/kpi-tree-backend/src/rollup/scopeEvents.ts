import { asOfScope, InsightEvent } from '@internal/kpi-tree';
import {
  insightEvents,
  TellableVerdicts,
  tellableVerdicts,
} from '../evaluation/insightEvents';
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

/**
 * The verdicts of a scope of which somebody may be told.
 *
 * @param events - what moved in it
 */
export function scopeVerdicts(
  { at, scope, kpi }: ScopeOfKpi,
  history: ScopeValue[],
  state: ScopeState | undefined,
  events: InsightEvent[],
): TellableVerdicts | undefined {
  return (
    state?.signals &&
    tellableVerdicts(
      history,
      scopeAssessedBy(at, scope, kpi, history),
      state.signals,
      events,
    )
  );
}

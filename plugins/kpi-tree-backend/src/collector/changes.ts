import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { SourceState } from '../store/SourceStore';
import { Plan } from './plan';

/** New entities get their past at most so often. */
const HISTORY_EVERY_MS = 86_400_000;

/**
 * Whether what a source is asked for is not what it was the last time. New entities
 * alone are not worth reading all of the past for more than once a day: what happens
 * from now on comes with the schedule.
 */
export function isChanged(
  source: KpiSource,
  plan: Plan,
  state: SourceState | undefined,
): boolean {
  if (state?.plan === plan.hash) {
    return false;
  }
  const [kpisHash] = state?.plan?.split('.') ?? [];
  return (
    !source.window ||
    kpisHash !== plan.kpisHash ||
    !state?.historyAt ||
    Date.now() - state.historyAt.getTime() > HISTORY_EVERY_MS
  );
}

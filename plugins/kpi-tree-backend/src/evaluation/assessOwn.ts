import { EventDay } from '@internal/kpi-tree';
import {
  Assessment,
  KpiEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { StoredValue } from '../store/ranges';
import { assess, AssessedBy } from './assessment';
import { EvaluatedAt } from './EvaluatedAt';

/**
 * Assesses what was measured of an entity or scope itself.
 *
 * @param values - in order of time, the periods that are assessed among them
 */
export function assessOwn(
  at: EvaluatedAt,
  kpi: KpiEntity,
  entityRef: string,
  values: StoredValue[],
  options: OwnHistory,
): Assessment {
  return assess(values, ownAssessedBy(at, kpi, entityRef, options));
}

/** What is known of the history of a series beside its values. */
type OwnHistory = {
  daysLate: number;
  eventDays?: EventDay[];
};

/** With what the history of a series is assessed. */
export function ownAssessedBy(
  at: EvaluatedAt,
  kpi: KpiEntity,
  entityRef: string,
  { daysLate, eventDays }: OwnHistory,
): AssessedBy {
  const by = at.judgement(kpi, entityRef);
  return {
    kpi,
    current: at.currentPeriod(kpi),
    settings: at.signalSettings(kpi, entityRef),
    judgementIn: () => by,
    daysLate,
    eventDays,
    targetChanges: at.definitions.targetChanges(kpi.metadata.name, entityRef),
  };
}

import {
  Assessment,
  EventDay,
  KpiEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { StoredValue } from '../store/ranges';
import { assess, AssessedBy } from './assessment';
import { EvaluationKeys } from './EvaluationKeys';

/**
 * Assesses what was measured of an entity or scope itself.
 *
 * @param values - in order of time, the periods that are assessed among them
 */
export function assessOwn(
  definitions: Definitions,
  kpi: KpiEntity,
  entityRef: string,
  values: StoredValue[],
  options: OwnHistory,
): Assessment {
  return assess(values, ownAssessedBy(definitions, kpi, entityRef, options));
}

/** What is known of the history of a series beside its values. */
type OwnHistory = {
  keys: EvaluationKeys;
  daysLate: number;
  eventDays?: EventDay[];
};

/** With what the history of a series is assessed. */
export function ownAssessedBy(
  definitions: Definitions,
  kpi: KpiEntity,
  entityRef: string,
  { keys, daysLate, eventDays }: OwnHistory,
): AssessedBy {
  const by = keys.judgement(definitions, kpi, entityRef);
  return {
    kpi,
    current: keys.currentPeriod(kpi.spec.period),
    settings: keys.signalSettings(definitions, kpi, entityRef),
    judgementIn: () => by,
    daysLate,
    eventDays,
    targetChanges: definitions.targetChanges(kpi.metadata.name, entityRef),
  };
}

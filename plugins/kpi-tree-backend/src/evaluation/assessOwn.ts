import {
  Assessment,
  KpiEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { StoredValue } from '../store/ranges';
import { assess } from './assessment';
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
  options: {
    keys: EvaluationKeys;
    daysLate: number;
    eventDays?: number[];
  },
): Assessment {
  const { keys, daysLate, eventDays } = options;
  const by = keys.judgement(definitions, kpi, entityRef);
  return assess(values, {
    kpi,
    current: keys.currentPeriod(kpi.spec.period),
    settings: keys.signalSettings(definitions, kpi, entityRef),
    judgementIn: () => by,
    daysLate,
    eventDays,
  });
}

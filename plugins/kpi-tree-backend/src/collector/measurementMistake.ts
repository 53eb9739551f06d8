import {
  isIsoDate,
  periodOf,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Measurement } from '@kpi-tree/backstage-plugin-kpi-tree-node';

/**
 * What is wrong with a measurement, if anything: the field, the value and what
 * would be right.
 *
 * @param grains - the KPIs that may be measured, with their grain
 * @param entities - the entities that may be measured
 */
export function measurementMistake(
  { entityRef, kpi, period, value, weight }: Measurement,
  grains: ReadonlyMap<string, PeriodType>,
  entities: ReadonlySet<string>,
): string | undefined {
  const grain = grains.get(kpi);
  if (!grain) {
    return `kpi is "${kpi}", which the source was not asked for`;
  }
  if (!entities.has(entityRef)) {
    return `entityRef is "${entityRef}", which is not in the catalog or has no KPIs`;
  }
  if (!isIsoDate(period) || periodOf(period, grain) !== period) {
    return `period is "${period}": use the first day of a ${grain} such as ${
      isIsoDate(period) ? periodOf(period, grain) : '2026-01-01'
    }`;
  }
  if (!Number.isFinite(value)) {
    return `value is ${value}: use a finite number`;
  }
  if (!Number.isFinite(weight) || weight < 0) {
    return `weight is ${weight}: use a number that is not negative`;
  }
  return undefined;
}

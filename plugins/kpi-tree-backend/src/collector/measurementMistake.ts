import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  isIsoDate,
  KpiSpec,
  periodOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Measurement } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { relativeError } from '../evaluation/combine';

/**
 * What is wrong with a measurement, if anything: the field, the value and what
 * would be right.
 *
 * @param kpis - the KPIs that may be measured
 * @param entities - the entities that may be measured
 */
export function measurementMistake(
  { entityRef, kpi, period, value, weight, sketch }: Measurement,
  kpis: ReadonlyMap<string, Pick<KpiSpec, 'grain' | 'aggregate' | 'formula'>>,
  entities: ReadonlySet<string>,
): string | undefined {
  const spec = kpis.get(kpi);
  if (!spec) {
    return `kpi is "${kpi}", which the source was not asked for`;
  }
  const { grain, aggregate, formula } = spec;
  if (formula !== undefined) {
    return `kpi is "${kpi}", which is computed by the formula ${formula}: send what it is computed from`;
  }
  if (!entities.has(entityRef)) {
    const full = fullReference(entityRef);
    if (full !== entityRef) {
      return `entityRef is "${entityRef}": use a full reference such as ${full}`;
    }
    return `entityRef is "${entityRef}", which is not in the catalog or has no KPIs`;
  }
  if (!isIsoDate(period) || periodOf(period, grain) !== period) {
    const right = grain === 'day' ? 'a date' : `the first day of a ${grain}`;
    return `period is "${period}": use ${right} such as ${
      isIsoDate(period) ? periodOf(period, grain) : '2026-01-01'
    }`;
  }
  if (!Number.isFinite(value)) {
    return `value is ${value}: use a finite number`;
  }
  if (!Number.isFinite(weight) || weight < 0) {
    return `weight is ${weight}: use a number that is not negative`;
  }
  if (!sketch && relativeError({ aggregate }) !== undefined) {
    return `${kpi} is a quantile, and there is no sketch of the distribution behind the value: use a source that makes one, or aggregate none`;
  }
  return undefined;
}

/** The full reference that is meant, as far as can be said. */
function fullReference(text: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, { defaultKind: 'component' }),
    );
  } catch {
    return 'component:default/payments';
  }
}

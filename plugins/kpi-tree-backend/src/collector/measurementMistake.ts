import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  dateMistake,
  KpiSpec,
  periodOf,
  PeriodType,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Measurement } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { LatestPeriods } from '../clock/latestPeriods';
import { relativeError } from '../evaluation/combine';

/**
 * What is wrong with a measurement, if anything: the field, the value and what
 * would be right.
 *
 * @param kpis - the KPIs that may be measured
 * @param entities - the entities that may be measured
 * @param latest - the last periods that may be measured
 * @param formerNames - by earlier reference, the entity that has its history
 */
export function measurementMistake(
  measurement: Measurement,
  kpis: ReadonlyMap<string, Pick<KpiSpec, 'grain' | 'aggregate' | 'formula'>>,
  entities: ReadonlySet<string>,
  latest: LatestPeriods,
  formerNames: ReadonlyMap<string, string> = new Map(),
): string | undefined {
  const { entityRef, kpi, period: start, sketch } = measurement;
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
    const now = formerNames.get(full);
    if (now !== undefined && entities.has(now)) {
      return `entityRef is "${entityRef}", which is now ${now}: use that, which has its history`;
    }
    if (full !== entityRef) {
      return `entityRef is "${entityRef}": use a full reference such as ${full}`;
    }
    return `entityRef is "${entityRef}", which is not in the catalog or has no KPIs`;
  }
  const mistake =
    dateMistake('period', start) ?? periodMistake(start, grain, latest);
  if (mistake) {
    return mistake;
  }
  const numberMistake =
    measurement.numerator === undefined
      ? valueMistake(measurement)
      : ratioMistake(measurement);
  if (numberMistake) {
    return numberMistake;
  }
  if (!sketch && relativeError({ aggregate }) !== undefined) {
    return `${kpi} is a quantile, and the value comes without a sketch of its distribution: use a source that makes one, or aggregate none`;
  }
  return undefined;
}

function valueMistake({ value, weight }: WeightedValue): string | undefined {
  if (!Number.isFinite(value)) {
    return `value is ${value}: use a finite number`;
  }
  return !Number.isFinite(weight) || weight < 0
    ? `weight is ${weight}: use a number that is not negative`
    : undefined;
}

function ratioMistake({
  value,
  weight,
  numerator,
}: WeightedValue): string | undefined {
  if (!Number.isFinite(numerator)) {
    return `numerator is ${numerator}: use a finite number`;
  }
  if (!Number.isFinite(weight)) {
    return `denominator is ${weight}: use a finite number`;
  }
  if (value !== null && !Number.isFinite(value)) {
    return 'numerator / denominator is beyond 1.8e308, the largest number there is';
  }
  return undefined;
}

function periodMistake(
  start: string,
  grain: PeriodType,
  latest: LatestPeriods,
): string | undefined {
  if (periodOf(start, grain) !== start) {
    return `period is "${start}": use the first day of a ${grain} such as ${periodOf(
      start,
      grain,
    )}`;
  }
  return start > latest[grain]
    ? `period is "${start}", which is too far ahead: use ${latest[grain]}, the ${grain} after the current one, or an earlier one`
    : undefined;
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

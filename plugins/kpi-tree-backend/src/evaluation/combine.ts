import {
  aggregationTraits,
  aggregate,
  aggregateOverTime,
  assertFinite,
  fitsInto,
} from '@internal/kpi-tree';
import {
  Known,
  KpiSpec,
  periodOf,
  PeriodType,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  QUANTILE_RELATIVE_ERROR,
  QuantileSketch,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { StoredValue } from '../store/ranges';
import { KnownSeries, withKnown } from './known';

/**
 * A value, with the sketch of the distribution behind it where there is one, and how much
 * of its period is known where that is not all.
 */
export type CombinedValue = WeightedValue & {
  sketch?: Uint8Array;
  known?: Known;
};

/**
 * Combines the measurements of a series into periods, with how much of each is known.
 *
 * @param measurements - in order of time
 * @param periodType - the length of the periods
 * @param today - as an epoch day; periods that end later still run
 * @throws `InputError` if the value of one is beyond what a number holds, `TypeError` if
 * a sketch is none
 */
export function combineOverTime(
  measurements: StoredValue[],
  spec: Pick<KpiSpec, 'grain' | 'aggregate'>,
  periodType: PeriodType,
  series: KnownSeries,
  today: number,
): StoredValue[] {
  const { folded } = series;
  // What is folded into periods has no finer or other ones any more
  const values =
    folded && !fitsInto(folded.grain, periodType)
      ? measurements.filter(value => value.period >= folded.until)
      : measurements;
  return withKnown(
    combineValues(values, spec, periodType),
    values,
    spec,
    periodType,
    series,
    today,
  );
}

/** As {@link combineOverTime}, without how much is known. */
export function combineValues(
  values: StoredValue[],
  { grain, aggregate: how }: Pick<KpiSpec, 'grain' | 'aggregate'>,
  periodType: PeriodType,
): StoredValue[] {
  if (!aggregationTraits[how.overTime].needsDistribution && !keepsSketch(how)) {
    return aggregateOverTime(values, grain, periodType, how.overTime);
  }
  const groups = new Map<string, StoredValue[]>();
  for (const value of fitsInto(grain, periodType) ? values : []) {
    const start = periodOf(value.period, periodType);
    const group = groups.get(start);
    if (group) {
      group.push(value);
    } else {
      groups.set(start, [value]);
    }
  }
  return [...groups].flatMap(([start, group]) => {
    const combined = combineDistributions(group, how.quantile!);
    return combined ? [{ period: start, ...combined }] : [];
  });
}

/**
 * Combines the values of the members of a scope in one period. One member's value
 * is no value of the scope where nothing combines.
 *
 * @param where - of what it is, such as `the month 2026-04-01`, to name it in an error
 * @throws `InputError` if it is beyond what a number holds
 */
export function combineOverEntities(
  values: CombinedValue[],
  { aggregate: how }: Pick<KpiSpec, 'aggregate'>,
  where?: string,
): CombinedValue | undefined {
  const { combines, needsDistribution } = aggregationTraits[how.overEntities];
  if (!combines) {
    return undefined;
  }
  return needsDistribution
    ? combineDistributions(values, how.quantile!)
    : aggregate(values, how.overEntities, where);
}

/** The numerator of what has one, as a part of another. */
export function numeratorBeside(of: { numerator?: number } | undefined): {
  numerator?: number;
} {
  return of?.numerator === undefined ? {} : { numerator: of.numerator };
}

/** How far values may be off, as a share; nothing where they are exact. */
export function relativeError({
  aggregate: { overTime, overEntities },
}: Pick<KpiSpec, 'aggregate'>): number | undefined {
  return [overTime, overEntities].some(
    how => aggregationTraits[how].needsDistribution,
  )
    ? QUANTILE_RELATIVE_ERROR
    : undefined;
}

/** What is stored in its period passes its distribution on to its scopes. */
function keepsSketch({ overTime, overEntities }: KpiSpec['aggregate']) {
  return (
    !aggregationTraits[overTime].combines &&
    aggregationTraits[overEntities].needsDistribution
  );
}

/**
 * The quantile of the distributions behind some values; of a single one the value
 * itself. Nothing if one has no distribution: it would be left out silently.
 */
function combineDistributions(
  values: CombinedValue[],
  quantile: number,
): CombinedValue | undefined {
  if (values.length === 1) {
    const [{ value, weight, sketch }] = values;
    return {
      value,
      weight,
      ...numeratorBeside(values[0]),
      ...(sketch ? { sketch } : {}),
    };
  }
  const merged = new QuantileSketch();
  for (const { sketch } of values) {
    if (!sketch) {
      return undefined;
    }
    merged.merge(QuantileSketch.fromBytes(sketch));
  }
  const value = merged.quantile(quantile);
  if (value === undefined) {
    return undefined;
  }
  assertFinite(
    { value, weight: merged.count },
    `The quantile of ${values.length} distributions`,
  );
  return { value, weight: merged.count, sketch: merged.toBytes() };
}

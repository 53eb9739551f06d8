import {
  aggregate,
  aggregateOverTime,
  fitsInto,
  KpiSpec,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { SeriesRecord } from '../store/MeasurementStore';
import { StoredValue } from '../store/ranges';

/** A value, with the sketch of the distribution behind it where there is one. */
export type CombinedValue = WeightedValue & { sketch?: Uint8Array };

/**
 * Combines the measurements of a series into periods.
 *
 * @param measurements - in order of time
 * @param period - the length of the periods
 */
export function combineOverTime(
  measurements: StoredValue[],
  { grain, aggregate: { overTime } }: Pick<KpiSpec, 'grain' | 'aggregate'>,
  period: KpiSpec['period'],
  folded: SeriesRecord['folded'],
): StoredValue[] {
  // What is folded into periods has no finer or other ones any more
  const values =
    folded && !fitsInto(folded.grain, period)
      ? measurements.filter(value => value.period >= folded.until)
      : measurements;
  return aggregateOverTime(values, grain, period, overTime);
}

/**
 * Combines the values of the members of a scope in one period. One member's value
 * is no value of the scope where nothing combines.
 */
export function combineOverEntities(
  values: CombinedValue[],
  { aggregate: { overEntities } }: Pick<KpiSpec, 'aggregate'>,
): CombinedValue | undefined {
  return overEntities === 'none' ? undefined : aggregate(values, overEntities);
}

import {
  aggregationTraits,
  exceptionOf,
  judge,
  Judgement,
  PeriodValue,
} from '@internal/kpi-tree';
import {
  KpiEntity,
  periodOf,
  PeriodType,
  SeriesPoint,
  shareFactor,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ExceptionInForce } from '../definitions/exceptions';

/**
 * The points of a history, one for each period, each judged by what was in force
 * in it.
 *
 * @param periods - the first days of the periods
 * @param values - those that there are
 * @param judgementIn - how the period that begins on a day is judged
 */
export function seriesPoints(options: {
  kpi: KpiEntity;
  periodType: PeriodType;
  periods: string[];
  values: PeriodValue[];
  judgementIn: (start: string) => Judgement;
  /** How many rows could not be used, by period. */
  rejected?: ReadonlyMap<string, number>;
  /** Periods that were left out of limits. */
  exceptions?: readonly ExceptionInForce[];
  /** Today. */
  day: string;
}): SeriesPoint[] {
  const { kpi, periodType, periods, values, judgementIn, rejected, day } =
    options;
  const { exceptions } = options;
  const running = periodOf(day, periodType);
  const byPeriod = new Map(values.map(v => [v.period, v]));
  return periods.map(start => {
    const value = byPeriod.get(start);
    const rejectedRows = rejected?.get(start);
    const exception = exceptionOf(start, periodType, exceptions);
    return {
      period: start,
      value: value?.value ?? null,
      weight: value?.weight ?? null,
      ...(value?.numerator === undefined
        ? {}
        : {
            // As they are sent: 97 of 100 are 97 %
            numerator: value.numerator / shareFactor(kpi.spec.unit),
            denominator: value.weight,
          }),
      ...judge(
        value?.value,
        start,
        comparable(kpi, periodType)
          ? judgementIn(start)
          : { ...judgementIn(start), target: undefined, threshold: undefined },
        start < running ? value?.known : undefined,
      ),
      ...(value?.known ? { known: value.known } : {}),
      ...(start >= running ? { provisional: true as const } : {}),
      ...(rejectedRows ? { rejectedRows } : {}),
      ...(exception
        ? {
            exception: {
              reason: exception.reason,
              by: exception.by,
              at: exception.at,
            },
          }
        : {}),
    };
  });
}

/**
 * Whether a value of another period can be judged by the KPI's target: a sum of
 * a quarter is not judged by the target of a month.
 */
function comparable(kpi: KpiEntity, periodType: PeriodType): boolean {
  const { addsUp } = aggregationTraits[kpi.spec.aggregate.overTime];
  return periodType === kpi.spec.period || !addsUp;
}

import { isIncomplete, judge, Judgement } from '@internal/kpi-tree';
import {
  addPeriods,
  Known,
  PeriodType,
  ScorecardKpi,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** Complete periods in a sparkline; two years of months. */
export const SPARK_PERIODS = 24;

/** There are as many as kinds of periods, until a day turns. */
const knownSparkPeriods = new Map<string, string[]>();

/** The first days of the periods of a sparkline, oldest first. */
export function sparkPeriods(
  current: string,
  periodType: PeriodType,
): string[] {
  const known = knownSparkPeriods.get(periodType);
  if (known?.[SPARK_PERIODS - 1] === current) {
    return known;
  }
  const periods = Array.from({ length: SPARK_PERIODS }, (_, i) =>
    addPeriods(current, periodType, i - SPARK_PERIODS + 1),
  );
  knownSparkPeriods.set(periodType, periods);
  return periods;
}

/**
 * The values of a sparkline, oldest first.
 *
 * @param values - by period
 * @param by - with how much of a period has to be known
 * @returns `null` where there is no value, or too little of the period is known
 */
export function sparkValues(
  values: ReadonlyMap<string, { value: number | null; known?: Known }>,
  current: string,
  periodType: PeriodType,
  by: Pick<Judgement, 'completenessFloor'>,
): (number | null)[] {
  return sparkPeriods(current, periodType).map(start => {
    const found = values.get(start);
    return found && !isIncomplete(found.known, by.completenessFloor)
      ? found.value
      : null;
  });
}

/** How the periods of a sparkline are judged, where that changed in their time. */
export function sparkBounds(
  periods: string[],
  by: Judgement,
): ScorecardKpi['bounds'] {
  if (!Array.isArray(by.target) && !Array.isArray(by.threshold)) {
    return undefined;
  }
  const bounds: NonNullable<ScorecardKpi['bounds']> = [];
  let last: string | undefined;
  for (const start of periods) {
    const { target, threshold } = judge(undefined, start, by);
    const key = JSON.stringify([target, threshold]);
    if (key !== last) {
      bounds.push([start, target, threshold]);
      last = key;
    }
  }
  return bounds.length > 1 ? bounds : undefined;
}

import {
  addPeriods,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** Complete periods in a sparkline; two years of months. */
export const SPARK_PERIODS = 24;

/** There are as many as kinds of periods, until a day turns. */
const knownSparkPeriods = new Map<string, string[]>();

/** The first days of the periods of a sparkline, oldest first. */
export function sparkPeriods(current: string, period: PeriodType): string[] {
  const known = knownSparkPeriods.get(period);
  if (known?.[SPARK_PERIODS - 1] === current) {
    return known;
  }
  const periods = Array.from({ length: SPARK_PERIODS }, (_, i) =>
    addPeriods(current, period, i - SPARK_PERIODS + 1),
  );
  knownSparkPeriods.set(period, periods);
  return periods;
}

import {
  addPeriods,
  FIRST_DATE,
  periodOf,
  PeriodType,
  SeriesPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** How many periods of a type a person can make out on one chart. */
const counts: Record<PeriodType, number> = {
  day: 120,
  week: 78,
  month: 36,
  quarter: 32,
};

/** The date from which a history is shown. */
export function historyStart(asOf: string, type: PeriodType): string {
  const start = addPeriods(
    periodOf(asOf.slice(0, 10), type),
    type,
    -counts[type],
  );
  return start < FIRST_DATE ? FIRST_DATE : start;
}

/** A history without the periods before the first that has a value. */
export function sinceFirstValue(points: SeriesPoint[]): SeriesPoint[] {
  const first = points.findIndex(point => point.value !== null);
  return points.slice(Math.max(0, first));
}

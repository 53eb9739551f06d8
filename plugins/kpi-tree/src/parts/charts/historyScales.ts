import {
  addPeriods,
  periodOf,
  type PeriodType,
  type Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { scaleBand, scaleLinear } from '@visx/scale';
import { boundValues } from './boundValues';
import { chartSizes } from './chartStyle';

export const CHART_HEIGHT = chartSizes.height;
// Above there is room for flags
const MARGIN = { top: 12, right: 36, bottom: 26 };
const CHAR_WIDTH = 7.2;

/**
 * Where the periods and values of a history lie on a chart. Each period has a
 * band of its own, so that a target can step at its border.
 */
export function historyScales(
  series: Series,
  width: number,
  formatY: (value: number) => string,
) {
  const y = scaleLinear<number>({
    domain: domainOf(series),
    range: [CHART_HEIGHT - MARGIN.bottom, MARGIN.top],
    nice: 5,
  });
  const left =
    16 +
    CHAR_WIDTH * Math.max(0, ...y.ticks(5).map(tick => formatY(tick).length));
  const x = scaleBand<string>({
    domain: series.points.map(point => point.period),
    range: [left, Math.max(left + 1, width - MARGIN.right)],
  });
  const start = (index: number) => left + index * x.bandwidth();
  return {
    x,
    y,
    left,
    right: Math.max(left + 1, width - MARGIN.right),
    /** Left border of a period. */
    start,
    /** Middle of a period. */
    middle: (index: number) => start(index + 0.5),
    /** The period at a distance from the left side of the chart. */
    indexAt: (position: number) =>
      Math.max(
        0,
        Math.min(
          series.points.length - 1,
          Math.floor((position - left) / x.bandwidth()),
        ),
      ),
    /** The periods that get a label, counted back from the last. */
    ticks: (labelWidth: number) => {
      const room = Math.max(1, Math.floor((width - left) / labelWidth));
      const step = Math.ceil(series.points.length / room);
      return series.points
        .filter((_, i) => (series.points.length - 1 - i) % step === 0)
        .map(point => point.period);
    },
  };
}

export type HistoryScales = ReturnType<typeof historyScales>;

/**
 * From zero where that still lets the differences be seen: durations and
 * counts start at zero, an availability around 99.9 does not.
 */
function domainOf({ points, assessment }: Series): [number, number] {
  const shown = new Set(points.map(({ period }) => period));
  const values = [
    ...points.flatMap(point => [
      ...(point.value === null ? [] : [point.value]),
      ...boundValues(point.target),
      ...boundValues(point.threshold),
    ]),
    // Limits and the widest band may be cut off: they would flatten the line
    ...(assessment?.forecast?.points ?? [])
      .filter(({ period }) => shown.has(period))
      .flatMap(({ lower80, upper80 }) => [lower80, upper80]),
  ];
  if (!values.length) {
    return [0, 1];
  }
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (low >= 0 && low <= high * 0.6) {
    return [0, high || 1];
  }
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** The period of a history in which a date lies, if it has one. */
export function indexOfDate(
  { points, periodType }: Series,
  date: string,
): number | undefined {
  const period = periodOf(date, periodType);
  const index = points.findIndex(point => point.period === period);
  return index < 0 ? undefined : index;
}

/** How much of a period is over at a date in it, from 0 to 1. */
export function shareOfPeriod(date: string, type: PeriodType): number {
  const start = periodOf(date, type);
  const length = Date.parse(addPeriods(start, type, 1)) - Date.parse(start);
  return (Date.parse(date) - Date.parse(start)) / length;
}

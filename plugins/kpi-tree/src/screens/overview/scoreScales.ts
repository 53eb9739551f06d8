import {
  addPeriods,
  periodOf,
  type ScoreHistory,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { scaleBand, scaleLinear } from '@visx/scale';

export const SCORE_CHART_HEIGHT = 190;
const MARGIN = { top: 18, right: 28, bottom: 26, left: 34 };
const LABEL_WIDTH = 66;

/** Where the periods and scores of a history lie on a chart of a width. */
export function scoreScales({ points }: ScoreHistory, width: number) {
  const left = MARGIN.left;
  const right = Math.max(left + 1, width - MARGIN.right);
  const y = scaleLinear<number>({
    domain: [0, 100],
    range: [SCORE_CHART_HEIGHT - MARGIN.bottom, MARGIN.top],
  });
  const x = scaleBand<string>({
    domain: points.map(({ period }) => period),
    range: [left, right],
  });
  const room = Math.max(1, Math.floor((right - left) / LABEL_WIDTH));
  const step = Math.ceil(points.length / room);
  return {
    x,
    y,
    left,
    right,
    /** The middle of a period. */
    middle: (index: number) => left + (index + 0.5) * x.bandwidth(),
    /** The period at a distance from the left side of the chart. */
    indexAt: (position: number) =>
      Math.max(
        0,
        Math.min(
          points.length - 1,
          Math.floor((position - left) / x.bandwidth()),
        ),
      ),
    /** The periods that get a label, counted back from the last. */
    ticks: points
      .filter((_, index) => (points.length - 1 - index) % step === 0)
      .map(({ period }) => period),
  };
}

/**
 * The point that shows what a score was on a day: of the last period that was over by
 * its end.
 */
export function indexOfDay(
  { points, periodType }: ScoreHistory,
  day: string,
): number | undefined {
  const running = periodOf(addPeriods(day, 'day', 1), periodType);
  const index = points.findIndex(({ period }) => period >= running);
  const before = index < 0 ? points.length - 1 : index - 1;
  return before < 0 ? undefined : before;
}

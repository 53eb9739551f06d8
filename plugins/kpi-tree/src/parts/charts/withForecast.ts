import type {
  ForecastPoint,
  Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** How much of a chart the future may take, as a share of what is known. */
const FUTURE = 1 / 4;

/**
 * A history with the periods of its forecast behind the last one, without values of
 * their own.
 */
export function withForecast(series: Series): Series {
  const { points, assessment } = series;
  const last = points[points.length - 1];
  if (!assessment?.forecast || !last) {
    return series;
  }
  const future = assessment.forecast.points
    .filter(({ period }) => period > last.period)
    .slice(0, Math.max(1, Math.floor(points.length * FUTURE)));
  return {
    ...series,
    points: [
      ...points,
      ...future.map(({ period, target }) => ({
        period,
        value: null,
        weight: null,
        target,
        threshold: null,
        score: null,
        status: 'no-data' as const,
      })),
    ],
  };
}

/** What is expected of a period, if there is a forecast of it. */
export function forecastOf(
  { assessment }: Series,
  period: string,
): ForecastPoint | undefined {
  return assessment?.forecast?.points.find(point => point.period === period);
}

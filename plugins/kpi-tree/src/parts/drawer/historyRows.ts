import {
  type Bound,
  type Series,
  type SeriesPoint,
  shareFactor,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { type Flag, flagsIn } from '../charts/flags';
import { withForecast } from '../charts/withForecast';
import type { CsvCell } from '../export';

/** Begins like a file that can be imported. */
const key = ['entityRef', 'kpi', 'period', 'value', 'weight'];

/** Of ratios and means. An import takes them in place of value and weight. */
const ratio = ['numerator', 'denominator'];

const others = [
  'unit',
  'period_type',
  'status',
  'score',
  'provisional',
  'known_days',
  'days',
  'rejected_rows',
  'target_min',
  'target_max',
  'threshold_min',
  'threshold_max',
  'mean',
  'lower_limit',
  'upper_limit',
  'signal',
  'signal_rules',
  'exception',
  'forecast',
  'forecast_lower_80',
  'forecast_upper_80',
  'forecast_lower_95',
  'forecast_upper_95',
  'events',
];

/** A value that was measured without a numerator stands for value times weight over weight. */
function ratioOfPoint(
  { value, weight, numerator, denominator }: SeriesPoint,
  unit: string,
): [CsvCell, CsvCell] {
  if (numerator !== undefined || value === null || weight === null) {
    return [numerator ?? null, denominator ?? null];
  }
  return [(value * weight) / shareFactor(unit), weight];
}

/**
 * A history as the rows of a CSV file, the oldest first, with what the chart draws. All
 * numbers are exact; names of columns and states are those of the API.
 */
export function historyRows(known: Series, flags: Flag[]): CsvCell[][] {
  const series = withForecast(known);
  const { scope, kpi, unit, direction, periodType, points, assessment } =
    series;
  const limits = new Map(
    assessment?.trend.chart.map(point => [point.period, point]),
  );
  const forecasts = new Map(
    assessment?.forecast?.points.map(point => [point.period, point]),
  );
  const events = flagsIn(series, flags);
  const ends = (bound: Bound | null): [CsvCell, CsvCell] => {
    if (bound === null) {
      return [null, null];
    }
    if (typeof bound === 'object') {
      return [bound.min, bound.max];
    }
    // Of a target to stay below there is only the upper end
    return direction === 'higher' ? [bound, null] : [null, bound];
  };
  const isRatio = points.some(point => point.numerator !== undefined);
  return [
    [...key, ...(isRatio ? ratio : []), ...others],
    ...points.map((point, index): CsvCell[] => {
      const limit = limits.get(point.period);
      const forecast = forecasts.get(point.period);
      return [
        scope,
        kpi,
        point.period,
        point.value,
        point.weight,
        ...(isRatio ? ratioOfPoint(point, unit) : []),
        unit,
        periodType,
        point.status,
        point.score,
        point.provisional ? 'true' : 'false',
        point.known?.days ?? null,
        point.known?.of ?? null,
        point.rejectedRows ?? 0,
        ...ends(point.target),
        ...ends(point.threshold),
        limit?.mean ?? null,
        limit?.lower ?? null,
        limit?.upper ?? null,
        limit?.meaning ?? null,
        limit?.rules.join(' ') || null,
        point.exception?.reason ?? null,
        forecast?.value ?? null,
        forecast?.lower80 ?? null,
        forecast?.upper80 ?? null,
        forecast?.lower95 ?? null,
        forecast?.upper95 ?? null,
        events
          .filter(event => event.index === index)
          .map(({ date, kind, label }) => `${date} ${kind}: ${label}`)
          .join('; ') || null,
      ];
    }),
  ];
}

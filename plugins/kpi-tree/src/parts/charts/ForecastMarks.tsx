import { useTheme } from '@material-ui/core/styles';
import type {
  ForecastPoint,
  Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Area, LinePath } from '@visx/shape';
import { chartColors, chartSizes, dashes } from './chartStyle';
import type { HistoryScales } from './historyScales';

type ForecastMarksProps = {
  series: Series;
  scales: HistoryScales;
  forecast: ForecastPoint[];
};

/**
 * Where a KPI goes if nothing is done: what is most likely as a dashed line from
 * the last value, in the bands that hold 80 and 95 of 100 outcomes.
 */
export const ForecastMarks = ({
  series,
  scales,
  forecast,
}: ForecastMarksProps) => {
  const colors = chartColors(useTheme());
  const indexes = new Map(series.points.map((p, index) => [p.period, index]));
  const points = forecast.flatMap(point => {
    const index = indexes.get(point.period);
    return index === undefined ? [] : [{ ...point, index }];
  });
  if (!points.length) {
    return null;
  }
  const before = series.points[points[0].index - 1]?.value ?? null;
  const start =
    before === null
      ? []
      : [
          {
            index: points[0].index - 1,
            value: before,
            lower80: before,
            upper80: before,
            lower95: before,
            upper95: before,
          },
        ];
  const all = [...start, ...points];
  const [bottom, top] = scales.y.range();
  const y = (value: number) => Math.max(top, Math.min(bottom, scales.y(value)));
  const x = (point: { index: number }) => scales.middle(point.index);
  return (
    <g data-testid="forecast">
      <Area
        data={all}
        x={x}
        y0={point => y(point.lower95)}
        y1={point => y(point.upper95)}
        fill={colors.forecast}
        fillOpacity={0.1}
      />
      <Area
        data={all}
        x={x}
        y0={point => y(point.lower80)}
        y1={point => y(point.upper80)}
        fill={colors.forecast}
        fillOpacity={0.16}
      />
      <LinePath
        data={all}
        x={x}
        y={point => y(point.value)}
        stroke={colors.forecast}
        strokeWidth={chartSizes.line}
        strokeDasharray={dashes.forecast}
      />
    </g>
  );
};

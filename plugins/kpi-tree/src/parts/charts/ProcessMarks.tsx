import { useTheme } from '@material-ui/core/styles';
import type {
  ProcessPoint,
  Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { meaningColor } from '../trend';
import { chartColors, chartSizes, dashes } from './chartStyle';
import type { HistoryScales } from './historyScales';

type LimitsProps = {
  series: Series;
  scales: HistoryScales;
  chart: ProcessPoint[];
};

/** A run of periods whose limits are known, and where it lies. */
type Stretch = {
  index: number;
  mean: number;
  lower: number;
  upper: number;
}[];

/**
 * Between which limits the values vary by chance, and around which mean: a band
 * with a line in its middle, in steps where season or a change moves them.
 */
export const ProcessLimits = ({ series, scales, chart }: LimitsProps) => {
  const colors = chartColors(useTheme());
  const [bottom, top] = scales.y.range();
  const y = (value: number) => Math.max(top, Math.min(bottom, scales.y(value)));
  return (
    <g data-testid="limits">
      {stretches(series, chart).map(stretch => {
        const along = (edge: 'mean' | 'lower' | 'upper', points = stretch) =>
          points.map(point => ({ ...point, y: y(point[edge]) }));
        const steps = (points: { index: number; y: number }[]) =>
          points
            .map(
              point =>
                `${scales.start(point.index)} ${point.y} H${scales.start(
                  point.index + 1,
                )}`,
            )
            .join(' L');
        const back = along('lower')
          .reverse()
          .map(
            point =>
              `${scales.start(point.index + 1)} ${point.y} H${scales.start(
                point.index,
              )}`,
          )
          .join(' L');
        return (
          <g key={stretch[0].index}>
            <path
              d={`M${steps(along('upper'))} L${back} Z`}
              fill={colors.value}
              fillOpacity={colors.limitsOpacity}
            />
            <path
              d={`M${steps(along('mean'))}`}
              fill="none"
              stroke={colors.quiet}
              strokeDasharray={dashes.mean}
              strokeLinecap="round"
              strokeWidth={chartSizes.line}
            />
          </g>
        );
      })}
    </g>
  );
};

/** A ring around each point that belongs to a signal. */
export const SignalRings = ({ series, scales, chart }: LimitsProps) => {
  const theme = useTheme();
  const indexes = indexByPeriod(series);
  return (
    <>
      {chart.map(({ period, value, rules, meaning }) => {
        const index = indexes.get(period);
        return index === undefined || value === null || !meaning ? null : (
          <circle
            key={period}
            data-testid={`signal-${meaning}`}
            cx={scales.middle(index)}
            cy={scales.y(value)}
            r={rules.includes('outside') ? 8 : 6.5}
            fill="none"
            stroke={meaningColor(theme, meaning)}
            strokeWidth={rules.includes('outside') ? 2 : 1.25}
          />
        );
      })}
    </>
  );
};

/** Neighbouring periods with limits; each declared change begins another stretch. */
function stretches(series: Series, chart: ProcessPoint[]): Stretch[] {
  const indexes = indexByPeriod(series);
  const found: Stretch[] = [];
  for (const { period, mean, lower, upper } of chart) {
    const index = indexes.get(period);
    if (
      index === undefined ||
      mean === null ||
      lower === null ||
      upper === null
    ) {
      continue;
    }
    const last = found[found.length - 1];
    if (last && last[last.length - 1].index === index - 1) {
      last.push({ index, mean, lower, upper });
    } else {
      found.push([{ index, mean, lower, upper }]);
    }
  }
  return found;
}

function indexByPeriod({ points }: Series): Map<string, number> {
  return new Map(points.map(({ period }, index) => [period, index]));
}

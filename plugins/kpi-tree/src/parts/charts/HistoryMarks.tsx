import { useTheme } from '@material-ui/core/styles';
import type {
  Series,
  SeriesPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { LinePath } from '@visx/shape';
import { statusColor, StatusGlyph } from '../status';
import { stepPath, stepsOf, zonesOf } from './boundSteps';
import { chartColors, chartSizes, dashes } from './chartStyle';
import type { HistoryScales } from './historyScales';

/** With more points than this, shapes would cover the line. */
const MAX_GLYPHS = 48;

type MarksProps = { series: Series; scales: HistoryScales };

/**
 * Target and threshold as steps, as each period is judged by what held in it, and the
 * band between them in which a value is at risk.
 */
export const BoundSteps = ({ series, scales }: MarksProps) => {
  const colors = chartColors(useTheme());
  const { start, y } = scales;
  const draw = (which: 'target' | 'threshold', end: 0 | 1) => (
    <path
      key={`${which}${end}`}
      d={stepPath(stepsOf(series.points, which, end), start, y)}
      fill="none"
      stroke={colors[which]}
      strokeWidth={chartSizes.line}
      strokeDasharray={which === 'target' ? undefined : dashes.threshold}
    />
  );
  return (
    <>
      <g data-testid="at-risk">
        {zonesOf(series.points).map(({ from, to, low, high }) => (
          <rect
            key={`${from} ${low}`}
            x={start(from)}
            width={start(to) - start(from)}
            y={y(high)}
            height={y(low) - y(high)}
            fill={colors.atRisk}
            fillOpacity={colors.atRiskOpacity}
          />
        ))}
      </g>
      {draw('threshold', 0)}
      {draw('threshold', 1)}
      {draw('target', 0)}
      {draw('target', 1)}
    </>
  );
};

/**
 * The values: a line that breaks where nothing was measured, or too little is known, a
 * shape for the status of each period; hollow where it still runs.
 */
export const ValueLine = ({ series, scales }: MarksProps) => {
  const theme = useTheme();
  const { points } = series;
  const { middle, y } = scales;
  const complete = (point: SeriesPoint | undefined) =>
    point !== undefined &&
    point.value !== null &&
    !point.provisional &&
    point.status !== 'incomplete';
  const colors = chartColors(theme);
  const line = colors.value;
  const running = runningStep(points);
  return (
    <>
      <LinePath
        data-testid="values"
        data={points}
        x={(_, index) => middle(index)}
        y={point => y(point.value ?? 0)}
        defined={complete}
        stroke={line}
        strokeWidth={points.length > MAX_GLYPHS ? 1.25 : chartSizes.line}
        strokeLinejoin="round"
      />
      {running !== undefined && (
        <line
          data-testid="running"
          x1={middle(running - 1)}
          x2={middle(running)}
          y1={y(points[running - 1].value ?? 0)}
          y2={y(points[running].value ?? 0)}
          stroke={line}
          strokeDasharray={dashes.running}
        />
      )}
      {points.map((point, index) => {
        if (point.value === null) {
          return null;
        }
        const place = `translate(${middle(index)} ${y(point.value)})`;
        if (point.provisional) {
          return (
            <circle
              key={point.period}
              data-testid="provisional-point"
              transform={place}
              r={4}
              fill={colors.surface}
              stroke={line}
              strokeWidth={chartSizes.line}
            />
          );
        }
        const alone =
          !complete(points[index - 1]) && !complete(points[index + 1]);
        // The line does not show that anything was measured in it
        if (points.length > MAX_GLYPHS && point.status !== 'incomplete') {
          return alone ? (
            <circle key={point.period} transform={place} r={1.75} fill={line} />
          ) : null;
        }
        return (
          <g
            key={point.period}
            data-testid={`${point.status}-point`}
            transform={`${place} scale(0.62)`}
            style={{ color: statusColor(theme, point.status) }}
          >
            <StatusGlyph status={point.status} />
          </g>
        );
      })}
    </>
  );
};

/** The running period, if it and the one before it have a value. */
function runningStep(points: SeriesPoint[]): number | undefined {
  const index = points.findIndex(point => point.provisional);
  return index > 0 &&
    points[index].value !== null &&
    points[index - 1].value !== null &&
    points[index - 1].status !== 'incomplete'
    ? index
    : undefined;
}

import { useTheme } from '@material-ui/core/styles';
import type {
  Series,
  SeriesPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { LinePath } from '@visx/shape';
import { statusColor, StatusGlyph } from '../status';
import {
  HistoryScales,
  indexOfDate,
  shareOfPeriod,
  Step,
  stepsOf,
} from './historyScales';

/** With more points than this, shapes would cover the line. */
const MAX_GLYPHS = 48;

type MarksProps = { series: Series; scales: HistoryScales };

/** When the KPI was defined in another way: numbers may not be comparable. */
export const Redefinitions = ({
  series,
  scales,
  dates,
}: MarksProps & { dates: string[] }) => {
  const theme = useTheme();
  const [bottom, top] = scales.y.range();
  return (
    <>
      {dates.map(date => {
        const index = indexOfDate(series, date);
        if (index === undefined) {
          return null;
        }
        const x = scales.start(index + shareOfPeriod(date, series.periodType));
        return (
          <g key={date} data-testid="redefinition">
            <line
              x1={x}
              x2={x}
              y1={bottom}
              y2={top}
              stroke={theme.palette.primary.main}
              strokeDasharray="6 3"
            />
            <path
              d={`M${x - 4} ${top - 7} h8 l-4 7 z`}
              fill={theme.palette.primary.main}
            />
          </g>
        );
      })}
    </>
  );
};

/** Target and threshold as steps: each period is judged by what held in it. */
export const BoundSteps = ({ series, scales }: MarksProps) => {
  const theme = useTheme();
  const draw = (which: 'target' | 'threshold', end: 0 | 1) => (
    <path
      key={`${which}${end}`}
      d={stepPath(stepsOf(series.points, which, end), scales)}
      fill="none"
      stroke={statusColor(
        theme,
        which === 'target' ? 'on-target' : 'off-target',
      )}
      strokeWidth={1.5}
      strokeDasharray={which === 'target' ? undefined : '2 4'}
    />
  );
  return (
    <>
      {draw('threshold', 0)}
      {draw('threshold', 1)}
      {draw('target', 0)}
      {draw('target', 1)}
    </>
  );
};

function stepPath(steps: Step[], { start, y }: HistoryScales): string {
  return steps
    .map((step, index) => {
      const joins = index > 0 && steps[index - 1].to === step.from;
      return `${joins ? 'L' : 'M'}${start(step.from)} ${y(step.value)} H${start(
        step.to,
      )}`;
    })
    .join(' ');
}

/**
 * The values: a line that breaks where nothing was measured, a shape for the
 * status of each period, and the running period hollow.
 */
export const ValueLine = ({ series, scales }: MarksProps) => {
  const theme = useTheme();
  const { points } = series;
  const { middle, y } = scales;
  const complete = (point: SeriesPoint | undefined) =>
    point !== undefined && point.value !== null && !point.provisional;
  const line = theme.palette.text.primary;
  return (
    <>
      <LinePath
        data-testid="values"
        data={points}
        x={(_, index) => middle(index)}
        y={point => y(point.value ?? 0)}
        defined={complete}
        stroke={line}
        strokeWidth={points.length > MAX_GLYPHS ? 1.25 : 1.5}
        strokeLinejoin="round"
      />
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
              fill={theme.palette.background.paper}
              stroke={line}
              strokeWidth={1.5}
            />
          );
        }
        const alone =
          !complete(points[index - 1]) && !complete(points[index + 1]);
        if (points.length > MAX_GLYPHS) {
          return alone ? (
            <circle key={point.period} transform={place} r={1.75} fill={line} />
          ) : null;
        }
        return (
          <g
            key={point.period}
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

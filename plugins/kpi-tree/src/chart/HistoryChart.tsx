import { makeStyles, useTheme } from '@material-ui/core/styles';
import {
  periodTypes,
  Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { AxisBottom, AxisLeft } from '@visx/axis';
import { GridRows } from '@visx/grid';
import { useParentSize } from '@visx/responsive';
import { KeyboardEvent, PointerEvent, useMemo, useState } from 'react';
import { formatPeriod, formatValue } from '../format';
import { ChartLegend } from './ChartLegend';
import { ForecastMarks } from './ForecastMarks';
import { BoundSteps, Redefinitions, ValueLine } from './HistoryMarks';
import { CHART_HEIGHT, historyScales, indexOfDate } from './historyScales';
import { PointReadout, pointText } from './PointReadout';
import { ProcessLimits, SignalRings } from './ProcessMarks';
import { withForecast } from './withForecast';

const useStyles = makeStyles(theme => ({
  root: { margin: 0 },
  explorer: {
    borderRadius: theme.shape.borderRadius,
    touchAction: 'pan-y',
    '&:focus': { outline: 'none' },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  },
  svg: { display: 'block' },
}));

/** Room for the label of a period, by the length of its name. */
const labelWidths = { day: 86, week: 70, month: 66, quarter: 62 };

type HistoryChartProps = {
  series: Series;
  /** The dates from which the KPI was defined in another way. */
  redefined?: string[];
};

/**
 * The history of a KPI with the target in force. The pointer and, as on a
 * slider, the arrow keys read out one period after another.
 */
export const HistoryChart = ({
  series: known,
  redefined = [],
}: HistoryChartProps) => {
  const classes = useStyles();
  const theme = useTheme();
  const { parentRef, width } = useParentSize({
    initialSize: { width: 600 },
    debounceTime: 50,
  });
  const [picked, setPicked] = useState<number>();
  const series = useMemo(() => withForecast(known), [known]);
  const { points, periodType, unit, assessment } = series;
  const last = lastComplete(series);
  const index = Math.min(picked ?? last, points.length - 1);
  const formatY = (value: number) => formatValue(value, unit);
  const scales = historyScales(series, width, formatY);
  const tickLabel = {
    fill: theme.palette.textSubtle,
    fontSize: 11,
    fontFamily: theme.typography.fontFamily,
  };
  const axisLine = theme.palette.divider;

  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Record<string, number> = {
      ArrowLeft: index - 1,
      ArrowDown: index - 1,
      ArrowRight: index + 1,
      ArrowUp: index + 1,
      Home: 0,
      End: points.length - 1,
    };
    const to = targets[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setPicked(Math.max(0, Math.min(points.length - 1, to)));
    }
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    setPicked(scales.indexAt(event.clientX - left));
  };

  return (
    <figure className={classes.root} aria-label={`History of ${series.title}`}>
      <PointReadout series={series} point={points[index]} />
      <div
        ref={parentRef}
        className={classes.explorer}
        role="slider"
        tabIndex={0}
        aria-label={`${capital(periodType)} of the history`}
        aria-valuemin={0}
        aria-valuemax={points.length - 1}
        aria-valuenow={index}
        aria-valuetext={pointText(series, points[index])}
        onKeyDown={onKeyDown}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onPointerLeave={() => setPicked(undefined)}
        onBlur={() => setPicked(undefined)}
      >
        <svg
          width={width}
          height={CHART_HEIGHT}
          className={classes.svg}
          aria-hidden
          focusable="false"
        >
          <GridRows
            scale={scales.y}
            left={scales.left}
            width={scales.right - scales.left}
            numTicks={5}
            stroke={axisLine}
          />
          <line
            x1={scales.middle(index)}
            x2={scales.middle(index)}
            y1={scales.y.range()[0]}
            y2={scales.y.range()[1]}
            stroke={theme.palette.textSubtle}
            strokeOpacity={picked === undefined ? 0 : 0.8}
          />
          <Redefinitions series={series} scales={scales} dates={redefined} />
          {assessment && (
            <ProcessLimits
              series={series}
              scales={scales}
              chart={assessment.trend.chart}
            />
          )}
          {assessment?.forecast && (
            <ForecastMarks
              series={series}
              scales={scales}
              forecast={assessment.forecast.points}
            />
          )}
          <BoundSteps series={series} scales={scales} />
          <ValueLine series={series} scales={scales} />
          {assessment && (
            <SignalRings
              series={series}
              scales={scales}
              chart={assessment.trend.chart}
            />
          )}
          <AxisLeft
            scale={scales.y}
            left={scales.left}
            numTicks={5}
            hideAxisLine
            hideTicks
            tickFormat={value => formatY(Number(value))}
            tickLabelProps={{ ...tickLabel, dx: -4, dy: 4, textAnchor: 'end' }}
          />
          <AxisBottom
            scale={scales.x}
            top={scales.y.range()[0]}
            stroke={axisLine}
            tickStroke={axisLine}
            tickLength={4}
            tickValues={scales.ticks(labelWidths[periodType])}
            tickFormat={period => formatPeriod(period, periodType)}
            tickLabelProps={{ ...tickLabel, textAnchor: 'middle' }}
          />
        </svg>
      </div>
      <ChartLegend
        series={series}
        redefined={redefined.some(
          date => indexOfDate(series, date) !== undefined,
        )}
      />
    </figure>
  );
};

/** The last complete period that has a value, or the last of all. */
function lastComplete({ points }: Series): number {
  for (let index = points.length - 1; index >= 0; index--) {
    if (points[index].value !== null && !points[index].provisional) {
      return index;
    }
  }
  return points.length - 1;
}

function capital(type: (typeof periodTypes)[number]): string {
  return `${type[0].toLocaleUpperCase('en')}${type.slice(1)}`;
}

import { useTheme } from '@material-ui/core/styles';
import type { Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { AxisBottom, AxisLeft } from '@visx/axis';
import { GridRows } from '@visx/grid';
import { memo } from 'react';
import { useFormat } from '../format';
import { chartColors, tickLabelStyle } from './chartStyle';
import { FlagMarks } from './FlagMarks';
import type { Flag } from './flags';
import { ForecastMarks } from './ForecastMarks';
import { BoundSteps, ValueLine } from './HistoryMarks';
import type { HistoryScales } from './historyScales';
import { ProcessLimits, SignalRings } from './ProcessMarks';

/** Room for the label of a period, by the length of its name. */
const labelWidths = { day: 86, week: 70, month: 66, quarter: 62 };
const TICKS = 5;

type HistoryDrawingProps = {
  series: Series;
  scales: HistoryScales;
  flags: Flag[];
};

/** All that a history draws, with its axes; what the pointer does is none of it. */
export const HistoryDrawing = memo(
  ({ series, scales, flags }: HistoryDrawingProps) => {
    const theme = useTheme();
    const colors = chartColors(theme);
    const tickLabel = tickLabelStyle(theme);
    const { formatPeriod, formatValue } = useFormat();
    const { assessment, periodType, unit } = series;
    const marks = { series, scales };
    return (
      <>
        <GridRows
          scale={scales.y}
          left={scales.left}
          width={scales.right - scales.left}
          numTicks={TICKS}
          stroke={colors.grid}
        />
        <FlagMarks {...marks} flags={flags} />
        {assessment && (
          <ProcessLimits {...marks} chart={assessment.trend.chart} />
        )}
        {assessment?.forecast && (
          <ForecastMarks {...marks} forecast={assessment.forecast.points} />
        )}
        <BoundSteps {...marks} />
        <ValueLine {...marks} />
        {assessment && (
          <SignalRings {...marks} chart={assessment.trend.chart} />
        )}
        <AxisLeft
          scale={scales.y}
          left={scales.left}
          numTicks={TICKS}
          hideAxisLine
          hideTicks
          tickFormat={value => formatValue(Number(value), unit)}
          tickLabelProps={{ ...tickLabel, dx: -4, dy: 4, textAnchor: 'end' }}
        />
        <AxisBottom
          scale={scales.x}
          top={scales.y.range()[0]}
          stroke={colors.grid}
          tickStroke={colors.grid}
          tickLength={4}
          tickValues={scales.ticks(labelWidths[periodType])}
          tickFormat={period => formatPeriod(period, periodType)}
          tickLabelProps={{ ...tickLabel, textAnchor: 'middle' }}
        />
      </>
    );
  },
);

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type {
  ScoreHistory,
  ScorePoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { AxisBottom, AxisLeft } from '@visx/axis';
import { useParentSize } from '@visx/responsive';
import {
  chartColors,
  tickLabelStyle,
  useChartStyles,
} from '../../parts/charts/chartStyle';
import { useExplorer } from '../../parts/charts/useExplorer';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';
import { ScoreMarks } from './ScoreMarks';
import { ScoreReadout } from './ScoreReadout';
import { indexOfDay, SCORE_CHART_HEIGHT, scoreScales } from './scoreScales';

export { SCORE_CHART_HEIGHT };

const useStyles = makeStyles({
  root: { margin: 0 },
  explorer: { touchAction: 'pan-y' },
  svg: { display: 'block' },
});

type ScoreChartProps = {
  history: ScoreHistory;
  title: string;
  /** The day with which it is compared, `YYYY-MM-DD`. */
  compare?: string;
};

/**
 * How a score went. The pointer and, as on a slider, the arrow keys read out one
 * period after another.
 */
export const ScoreChart = ({ history, title, compare }: ScoreChartProps) => {
  const classes = useStyles();
  const chartClasses = useChartStyles();
  const theme = useTheme();
  const colors = chartColors(theme);
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod, formatScore, formatShare } = useFormat();
  const { parentRef, width } = useParentSize({
    initialSize: { width: 560 },
    debounceTime: 50,
  });
  const { points, periodType } = history;
  const scales = scoreScales(history, width);
  const explorer = useExplorer({
    count: points.length,
    usual: points.length - 1,
    indexAt: scales.indexAt,
  });
  const { index } = explorer;
  const compared = compare ? indexOfDay(history, compare) : undefined;

  const text = (point: ScorePoint) =>
    [
      `${formatPeriod(point.period, periodType, 'long')}: ${
        point.score === null
          ? t('overview.pointNone')
          : t('overview.pointScore', { score: formatScore(point.score) })
      }`,
      ...(point.score === null ? [] : [t(`status.${point.status}`)]),
      t('overview.measured', { share: formatShare(point.coverage) }),
    ].join(', ');

  return (
    <figure
      className={classes.root}
      aria-label={t('overview.historyOf', { title })}
    >
      <ScoreReadout history={history} point={points[index]} />
      <div
        ref={parentRef}
        className={`${classes.explorer} ${chartClasses.focusRing}`}
        {...explorer.props}
        aria-label={t('overview.month')}
        aria-valuetext={text(points[index])}
      >
        <svg
          width={width}
          height={SCORE_CHART_HEIGHT}
          className={classes.svg}
          aria-hidden
          focusable="false"
        >
          <ScoreMarks
            history={history}
            scales={scales}
            picked={explorer.isPicked ? index : undefined}
            compared={compared}
          />
          <AxisLeft
            scale={scales.y}
            left={scales.left}
            tickValues={[0, 50, 100]}
            hideAxisLine
            hideTicks
            tickFormat={value => String(value)}
            tickLabelProps={{
              ...tickLabelStyle(theme),
              dx: -4,
              dy: 4,
              textAnchor: 'end',
            }}
          />
          <AxisBottom
            scale={scales.x}
            top={scales.y.range()[0]}
            stroke={colors.grid}
            tickStroke={colors.grid}
            tickLength={4}
            tickValues={scales.ticks}
            tickFormat={period => formatPeriod(period, periodType)}
            tickLabelProps={{ ...tickLabelStyle(theme), textAnchor: 'middle' }}
          />
        </svg>
      </div>
    </figure>
  );
};

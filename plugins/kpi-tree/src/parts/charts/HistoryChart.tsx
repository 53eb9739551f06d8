import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useParentSize } from '@visx/responsive';
import classNames from 'classnames';
import {
  forwardRef,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';
import { ChartLegend, legendLines, PictureLegend } from './ChartLegend';
import { useChartStyles } from './chartStyle';
import type { Flag } from './flags';
import { HistoryDrawing } from './HistoryDrawing';
import { CHART_HEIGHT, historyScales } from './historyScales';
import { useLegendItems } from './legendItems';
import { PointReadout } from './PointReadout';
import { useExplorer } from './useExplorer';
import { useHistoryTexts } from './useHistoryTexts';
import { withForecast } from './withForecast';

const useStyles = makeStyles({
  root: { margin: 0 },
  explorer: { touchAction: 'pan-y' },
  svg: { display: 'block' },
});

const noFlags: Flag[] = [];

/** What can be done to a chart from outside. */
export type ChartHandle = {
  /**
   * Makes something of the drawing with its legend below, which on the page stands
   * beside it.
   */
  withLegend: <T>(save: (drawing: SVGSVGElement) => T) => T;
};

type HistoryChartProps = {
  series: Series;
  /** What happened in that time. */
  flags?: Flag[];
  /** A period was pressed, none that is still to come. */
  onPeriod?: (start: string) => void;
  /** First day of the period that is marked, and read out while no other is. */
  chosen?: string;
};

/**
 * The history of a KPI with the target in force. The pointer and, as on a
 * slider, the arrow keys read out one period after another.
 */
export const HistoryChart = forwardRef<ChartHandle, HistoryChartProps>(
  ({ series: known, flags = noFlags, onPeriod, chosen }, ref) => {
    const classes = useStyles();
    const { focusRing } = useChartStyles();
    const { palette } = useTheme();
    const { t } = useTranslationRef(kpiTreeTranslationRef);
    const { formatValue } = useFormat();
    const { parentRef, width } = useParentSize({
      initialSize: { width: 600 },
      debounceTime: 50,
    });
    const drawing = useRef<SVGSVGElement>(null);
    const [isSaved, setSaved] = useState(false);
    const series = useMemo(() => withForecast(known), [known]);
    const { points, periodType, unit } = series;
    const scales = useMemo(
      () => historyScales(series, width, value => formatValue(value, unit)),
      [series, width, unit, formatValue],
    );
    const marked = points.findIndex(({ period }) => period === chosen);
    const { index, isPicked, props } = useExplorer({
      count: points.length,
      usual: marked < 0 ? lastComplete(series) : marked,
      indexAt: scales.indexAt,
      onPress: at => known.points[at] && onPeriod?.(known.points[at].period),
    });
    const { pointText } = useHistoryTexts(series, flags);
    const items = useLegendItems(series, flags);
    useImperativeHandle(ref, () => ({
      withLegend: save => {
        // The page never shows it: all of this happens before it is painted
        flushSync(() => setSaved(true));
        try {
          return save(drawing.current!);
        } finally {
          flushSync(() => setSaved(false));
        }
      },
    }));
    const height =
      CHART_HEIGHT + (isSaved ? 12 + legendLines(items, width).height : 0);

    return (
      <figure
        className={classes.root}
        aria-label={t('chart.title', { kpi: series.title })}
      >
        <PointReadout series={series} point={points[index]} flags={flags} />
        <div
          ref={parentRef}
          className={classNames(classes.explorer, focusRing)}
          aria-label={t('chart.explorer', {
            period: t(`common.${periodType}`),
          })}
          aria-valuetext={pointText(points[index])}
          {...props}
        >
          <svg
            ref={drawing}
            width={width}
            height={height}
            className={classes.svg}
            aria-hidden
            focusable="false"
          >
            {marked >= 0 && !isSaved && (
              <rect
                data-testid="chosen"
                x={scales.start(marked)}
                width={scales.x.bandwidth()}
                y={scales.y.range()[1]}
                height={scales.y.range()[0] - scales.y.range()[1]}
                fill={palette.primary.main}
                fillOpacity={0.22}
              />
            )}
            {isPicked && !isSaved && (
              <line
                data-testid="cursor"
                x1={scales.middle(index)}
                x2={scales.middle(index)}
                y1={scales.y.range()[0]}
                y2={scales.y.range()[1]}
                stroke={palette.textSubtle}
                strokeOpacity={0.8}
              />
            )}
            <HistoryDrawing series={series} scales={scales} flags={flags} />
            {isSaved && (
              <PictureLegend
                items={items}
                width={width}
                top={CHART_HEIGHT + 8}
              />
            )}
          </svg>
        </div>
        <ChartLegend items={items} />
      </figure>
    );
  },
);

/** The last complete period that has a value, or the last of all. */
function lastComplete({ points }: Series): number {
  for (let index = points.length - 1; index >= 0; index--) {
    if (points[index].value !== null && !points[index].provisional) {
      return index;
    }
  }
  return points.length - 1;
}

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTheme } from '@material-ui/core/styles';
import type { Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { statusColor, StatusGlyph } from '../status';
import { kpiTreeTranslationRef } from '../../texts';
import { meaningColor } from '../trend';
import { chartColors, chartSizes, dashes } from './chartStyle';
import { flagShapes } from './FlagMarks';
import { type Flag, flagsIn } from './flags';

/** The size of a sample. */
export const SAMPLE = { width: 22, height: 10 } as const;

/** A line, band or shape of a chart, and what it means. */
export type LegendItem = {
  key: string;
  label: string;
  /** SVG of the size of a sample. */
  sample: JSX.Element;
};

/** What there is in the chart of a history; only what it has. */
export function useLegendItems(series: Series, flags: Flag[]): LegendItem[] {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const theme = useTheme();
  const colors = chartColors(theme);
  const { points, assessment } = series;
  const chart = assessment?.trend.chart ?? [];
  const shown = flagsIn(series, flags);
  const level = { x1: 0, x2: SAMPLE.width, y1: 5, y2: 5 };
  const line = { ...level, strokeWidth: chartSizes.line };
  const band = { ...SAMPLE };
  const ring = { cx: 11, cy: 5, r: 4, fill: 'none' };

  const item = (
    key: string,
    isThere: boolean,
    label: string,
    sample: JSX.Element,
  ): LegendItem[] => (isThere ? [{ key, label, sample }] : []);
  const signal = (
    meaning: 'improving' | 'worsening' | 'change',
    label: string,
  ) =>
    item(
      meaning,
      chart.some(point => point.meaning === meaning),
      label,
      <circle
        {...ring}
        stroke={meaningColor(theme, meaning)}
        strokeWidth={chartSizes.line}
      />,
    );
  const flag = (kind: Flag['kind'], label: string) =>
    item(
      `flag-${kind}`,
      shown.some(other => other.kind === kind),
      label,
      <path
        d={flagShapes[kind]}
        transform="translate(8 9)"
        fill={colors.flag}
      />,
    );

  return [
    ...item(
      'value',
      true,
      t('chart.legendValue'),
      <line {...line} stroke={colors.value} />,
    ),
    ...item(
      'target',
      points.some(point => point.target !== null),
      t('chart.legendTarget'),
      <line {...line} stroke={colors.target} />,
    ),
    ...item(
      'threshold',
      points.some(point => point.threshold !== null),
      t('chart.legendThreshold'),
      <>
        <rect {...band} fill={colors.atRisk} fillOpacity={0.2} />
        <line
          {...line}
          y1={1}
          y2={1}
          stroke={colors.threshold}
          strokeDasharray={dashes.threshold}
        />
      </>,
    ),
    ...item(
      'running',
      points.some(point => point.provisional && point.value !== null),
      t('chart.legendRunning'),
      <circle {...ring} stroke={colors.value} strokeWidth={chartSizes.line} />,
    ),
    ...item(
      'incomplete',
      points.some(point => point.status === 'incomplete' && !point.provisional),
      t('status.incomplete'),
      <g
        transform="translate(11 5) scale(0.62)"
        color={statusColor(theme, 'incomplete')}
      >
        <StatusGlyph status="incomplete" />
      </g>,
    ),
    ...item(
      'usual',
      chart.some(point => point.lower !== null),
      t('chart.legendUsual'),
      <>
        <rect
          {...band}
          fill={colors.value}
          fillOpacity={2 * colors.limitsOpacity}
        />
        <line {...line} stroke={colors.quiet} strokeDasharray={dashes.mean} />
      </>,
    ),
    ...signal('improving', t('chart.legendImproving')),
    ...signal('worsening', t('chart.legendWorsening')),
    ...signal('change', t('chart.legendChange')),
    ...item(
      'forecast',
      assessment?.forecast !== undefined,
      t('chart.legendForecast'),
      <>
        <rect {...band} fill={colors.forecast} fillOpacity={0.2} />
        <line
          {...line}
          stroke={colors.forecast}
          strokeDasharray={dashes.forecast}
        />
      </>,
    ),
    ...flag('redefined', t('chart.legendRedefined')),
    ...flag('target', t('chart.legendTargetChanged')),
    ...flag('change', t('chart.legendChanged')),
    ...flag('action', t('chart.legendAction')),
    ...flag('comment', t('words.legendComment')),
    ...flag('exception', t('words.legendException')),
  ];
}

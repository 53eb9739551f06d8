import { makeStyles, type Theme } from '@material-ui/core/styles';
import { statusColor } from '../status';

/** Sizes that all charts share, in pixels. */
export const chartSizes = {
  /** Of a chart with axes. */
  height: 240,
  line: 1.5,
  /** Of a small picture in a table. */
  sparkWidth: 116,
  sparkHeight: 28,
  tickLabel: 11,
} as const;

/** How lines that are no values are dashed. */
export const dashes = {
  threshold: '2 4',
  mean: '1 3',
  forecast: '5 4',
  running: '2 2',
  redefined: '6 3',
  smallTarget: '3 3',
} as const;

/** The colours of all charts, by what they mean. */
export function chartColors(theme: Theme) {
  return {
    value: theme.palette.text.primary,
    /** The values of a picture without axes, and all that comes second. */
    quiet: theme.palette.textSubtle,
    target: statusColor(theme, 'on-target'),
    threshold: statusColor(theme, 'off-target'),
    atRisk: statusColor(theme, 'at-risk'),
    atRiskOpacity: theme.palette.type === 'dark' ? 0.16 : 0.1,
    limitsOpacity: theme.palette.type === 'dark' ? 0.1 : 0.06,
    forecast: theme.palette.primary.main,
    flag: theme.palette.primary.main,
    grid: theme.palette.divider,
    surface: theme.palette.background.paper,
  };
}

/** How the names of periods and values stand at an axis. */
export function tickLabelStyle(theme: Theme) {
  return {
    fill: theme.palette.textSubtle,
    fontSize: chartSizes.tickLabel,
    fontFamily: theme.typography.fontFamily,
  };
}

/** The ring around what has the focus, and texts only for screen readers. */
export const useChartStyles = makeStyles(
  theme => ({
    focusRing: {
      borderRadius: theme.shape.borderRadius,
      '&:focus': { outline: 'none' },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: 2,
      },
    },
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clipPath: 'inset(50%)',
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'KpiTreeChart' },
);

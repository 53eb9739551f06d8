import { makeStyles, useTheme } from '@material-ui/core/styles';
import type {
  ProcessPoint,
  Series,
  SeriesPoint,
  SignalRule,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  formatBound,
  formatCount,
  formatPeriod,
  formatShare,
  formatValue,
} from '../format';
import { StatusLabel, statusLabels } from '../status';
import { meaningColor } from '../trend';
import { forecastOf } from './withForecast';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(2),
    alignItems: 'baseline',
    // Two lines at most, so that the chart does not jump
    minHeight: '3em',
    fontSize: theme.typography.body2.fontSize,
    fontVariantNumeric: 'tabular-nums',
  },
  period: { fontWeight: 600 },
  muted: { color: theme.palette.textSubtle },
}));

type PointProps = { series: Series; point: SeriesPoint | undefined };

/** One period of a history in words. */
export function pointText(series: Series, point?: SeriesPoint): string {
  if (!point) {
    return 'No period';
  }
  const { unit, direction, periodType } = series;
  const expected = expectedText(series, point);
  const signal = signalOf(series, point);
  return [
    `${formatPeriod(point.period, periodType, 'long')}: ${
      point.value === null
        ? expected ?? 'no data'
        : formatValue(point.value, unit)
    }`,
    ...(signal ? [signalText(signal)] : []),
    ...(point.provisional ? ['still running'] : []),
    ...(point.value !== null && expected ? [expected] : []),
    ...(point.value === null || point.provisional
      ? []
      : [statusLabels[point.status].toLocaleLowerCase('en')]),
    ...(point.target === null
      ? []
      : [`target ${formatBound(point.target, direction, unit)}`]),
    ...(point.threshold === null
      ? []
      : [`threshold ${formatBound(point.threshold, direction, unit)}`]),
  ].join(', ');
}

/** One period of a history, as it stands above the chart. */
export const PointReadout = ({ series, point }: PointProps) => {
  const classes = useStyles();
  const theme = useTheme();
  if (!point) {
    return null;
  }
  const { unit, direction, periodType } = series;
  const expected = expectedText(series, point);
  const signal = signalOf(series, point);
  return (
    // The slider of the chart says the same to screen readers.
    <div className={classes.root} aria-hidden data-testid="readout">
      <span className={classes.period}>
        {formatPeriod(point.period, periodType, 'long')}
      </span>
      {(point.value !== null || !expected) && (
        <span>
          {point.value === null ? 'No data' : formatValue(point.value, unit)}
        </span>
      )}
      {expected && <span>{expected}</span>}
      {signal?.meaning && (
        <span style={{ color: meaningColor(theme, signal.meaning) }}>
          {signalText(signal)}
        </span>
      )}
      {point.provisional && (
        <span className={classes.muted}>still running</span>
      )}
      {point.value !== null && !point.provisional && (
        <StatusLabel status={point.status} />
      )}
      {point.target !== null && (
        <span className={classes.muted}>
          Target {formatBound(point.target, direction, unit)}
        </span>
      )}
      {point.threshold !== null && (
        <span className={classes.muted}>
          Threshold {formatBound(point.threshold, direction, unit)}
        </span>
      )}
      {point.weight !== null && point.weight !== 1 && (
        <span className={classes.muted}>
          n = {formatCount(Math.round(point.weight))}
        </span>
      )}
    </div>
  );
};

/** What a period that is not over may bring, in words. */
function expectedText(series: Series, { period }: SeriesPoint) {
  const forecast = forecastOf(series, period);
  if (!forecast) {
    return undefined;
  }
  const { value, lower80, upper80, probability } = forecast;
  const { unit } = series;
  return [
    `forecast ${formatValue(value, unit)}`,
    `(80 of 100: ${formatValue(lower80, unit)} to ${formatValue(
      upper80,
      unit,
    )})`,
    ...(probability === null
      ? []
      : [`${formatShare(probability)} likely on target`]),
  ].join(' ');
}

function signalOf(
  { assessment }: Series,
  { period }: SeriesPoint,
): ProcessPoint | undefined {
  return assessment?.trend.chart.find(
    point => point.period === period && point.meaning,
  );
}

const ruleTexts: Record<SignalRule, string> = {
  outside: 'outside the limits',
  shift: 'part of a shift',
  trend: 'part of a run in one direction',
  'two-of-three': 'near a limit again',
  'three-of-four': 'near a limit again',
  'four-of-five': 'far from the mean again',
};

/** By which patterns a period stands out, in words. */
function signalText({ rules }: ProcessPoint): string {
  return [...new Set(rules.map(rule => ruleTexts[rule]))].join(', ');
}

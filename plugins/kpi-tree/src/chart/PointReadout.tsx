import { makeStyles } from '@material-ui/core/styles';
import type {
  Series,
  SeriesPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { formatBound, formatCount, formatPeriod, formatValue } from '../format';
import { StatusLabel, statusLabels } from '../status';

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
  return [
    `${formatPeriod(point.period, periodType, 'long')}: ${
      point.value === null ? 'no data' : formatValue(point.value, unit)
    }`,
    ...(point.provisional ? ['still running'] : []),
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
  if (!point) {
    return null;
  }
  const { unit, direction, periodType } = series;
  return (
    // The slider of the chart says the same to screen readers.
    <div className={classes.root} aria-hidden data-testid="readout">
      <span className={classes.period}>
        {formatPeriod(point.period, periodType, 'long')}
      </span>
      <span>
        {point.value === null ? 'No data' : formatValue(point.value, unit)}
      </span>
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

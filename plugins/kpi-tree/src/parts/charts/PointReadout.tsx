import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type {
  Series,
  SeriesPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../format';
import { StatusLabel } from '../status';
import { kpiTreeTranslationRef } from '../../texts';
import { meaningColor } from '../trend';
import type { Flag } from './flags';
import { signalOf, useHistoryTexts } from './useHistoryTexts';

const useStyles = makeStyles(theme => ({
  root: {
    // Room for what is usually said, so that the chart does not jump
    minHeight: '4.3em',
    fontSize: theme.typography.body2.fontSize,
    lineHeight: 1.43,
    fontVariantNumeric: 'tabular-nums',
    [theme.breakpoints.down('xs')]: { minHeight: '5.75em' },
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(2),
    alignItems: 'baseline',
  },
  period: { fontWeight: 600 },
  muted: { color: theme.palette.textSubtle },
  why: { overflowWrap: 'anywhere' },
}));

type PointReadoutProps = {
  series: Series;
  point: SeriesPoint | undefined;
  flags: Flag[];
};

/** One period of a history, as it stands above the chart. */
export const PointReadout = ({ series, point, flags }: PointReadoutProps) => {
  const classes = useStyles();
  const theme = useTheme();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatBound, formatCount, formatPeriod, formatValue } = useFormat();
  const texts = useHistoryTexts(series, flags);
  if (!point) {
    return null;
  }
  const { unit, direction, periodType } = series;
  const { value, target, threshold, weight, provisional } = point;
  const { rejectedRows, known } = point;
  const forecast = texts.forecastText(point);
  const usual = texts.usualText(point);
  const signal = texts.signalText(point);
  const meaning = signalOf(series, point)?.meaning;
  return (
    // The slider of the chart says the same to screen readers.
    <div className={classes.root} aria-hidden data-testid="readout">
      <div className={classes.line}>
        <span className={classes.period}>
          {formatPeriod(point.period, periodType, 'long')}
        </span>
        {(value !== null || !forecast) && (
          <span>
            {value === null ? t('chart.noData') : formatValue(value, unit)}
          </span>
        )}
        {value !== null && !provisional && (
          <StatusLabel status={point.status} />
        )}
        {known && <span>{t('chart.knownDays', known)}</span>}
        {provisional && (
          <span className={classes.muted}>{t('chart.stillRunning')}</span>
        )}
        {forecast && <span>{forecast}</span>}
        {target !== null && (
          <span className={classes.muted}>
            {t('chart.pointTarget', {
              bound: formatBound(target, direction, unit),
            })}
          </span>
        )}
        {threshold !== null && (
          <span className={classes.muted}>
            {t('chart.pointThreshold', {
              bound: formatBound(threshold, direction, unit),
            })}
          </span>
        )}
        {usual && <span className={classes.muted}>{usual}</span>}
        {weight !== null && weight !== 1 && (
          <span className={classes.muted}>
            {t('chart.sample', { number: formatCount(Math.round(weight)) })}
          </span>
        )}
      </div>
      {signal && meaning && (
        <div
          className={classes.why}
          style={{ color: meaningColor(theme, meaning) }}
        >
          {signal}
        </div>
      )}
      {rejectedRows && (
        <div className={classes.why}>
          {t('chart.rejectedRows', { count: rejectedRows })}
        </div>
      )}
      {texts.flagTexts(point).map(text => (
        <div key={text} className={classes.why}>
          {text}
        </div>
      ))}
    </div>
  );
};

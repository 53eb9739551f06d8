import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Bound,
  Series,
  SeriesPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { useChartStyles } from '../charts/chartStyle';
import type { Flag } from '../charts/flags';
import { useHistoryTexts } from '../charts/useHistoryTexts';
import { forecastOf, withForecast } from '../charts/withForecast';
import { useFormat } from '../format';
import { scrollingNumberTable } from '../numberTable';
import { StatusLabel } from '../status';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: { maxHeight: 360, overflow: 'auto' },
  table: {
    ...scrollingNumberTable(theme),
    '& abbr': { textDecoration: 'none' },
    // Status and notes are words
    '& td:nth-child(n + 6), & th:nth-child(n + 6)': { textAlign: 'left' },
    '& td:last-child': { whiteSpace: 'normal', minWidth: 180 },
  },
  chosen: {
    backgroundColor: theme.palette.action.selected,
    '& > th': { boxShadow: `inset 3px 0 ${theme.palette.primary.main}` },
    '& > th:first-child': { paddingLeft: theme.spacing(1) },
  },
  muted: { color: theme.palette.textSubtle },
}));

type HistoryTableProps = {
  series: Series;
  flags: Flag[];
  /** Makes each period a button, but those that are still to come. */
  onPeriod?: (start: string) => void;
  /** First day of the period that is marked. */
  chosen?: string;
};

/** The same history as a table, newest first, the forecast above it. */
export const HistoryTable = ({
  series: known,
  flags,
  onPeriod,
  chosen,
}: HistoryTableProps) => {
  const classes = useStyles();
  const { focusRing } = useChartStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const series = withForecast(known);
  const label = t('chart.title', { kpi: series.title });
  return (
    // Focusable, so that it can be scrolled with the keyboard
    <div
      className={classNames(classes.root, focusRing)}
      role="region"
      aria-label={label}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('chart.period')}</th>
            <th scope="col">{t('chart.columnValue')}</th>
            <th scope="col">{t('chart.columnTarget')}</th>
            <th scope="col">{t('chart.columnThreshold')}</th>
            <th scope="col">
              <abbr title={t('chart.columnSampleTitle')}>
                {t('chart.columnSample')}
              </abbr>
            </th>
            <th scope="col">{t('chart.columnStatus')}</th>
            <th scope="col">{t('chart.columnNotes')}</th>
          </tr>
        </thead>
        <tbody>
          {[...series.points].reverse().map(point => (
            <HistoryRow
              key={point.period}
              series={series}
              point={point}
              flags={flags}
              onPeriod={onPeriod}
              chosen={chosen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
};

type HistoryRowProps = HistoryTableProps & { point: SeriesPoint };

function HistoryRow({
  series,
  point,
  flags,
  onPeriod,
  chosen,
}: HistoryRowProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const format = useFormat();
  const texts = useHistoryTexts(series, flags);
  const { unit, direction, periodType } = series;
  const { period, value, weight, provisional } = point;
  const forecast = forecastOf(series, period);
  const bound = (of: Bound | null) =>
    of === null ? '–' : format.formatBound(of, direction, unit);
  const notes = [
    point.known && t('chart.knownDays', point.known),
    point.rejectedRows &&
      t('chart.rejectedRows', { count: point.rejectedRows }),
    texts.signalText(point),
    ...texts.flagTexts(point),
    ...(forecast
      ? [
          value !== null &&
            t('chart.forecastValue', {
              value: format.formatValue(forecast.value, unit),
            }),
          t('chart.forecastInterval', {
            low: format.formatValue(forecast.lower80, unit),
            high: format.formatValue(forecast.upper80, unit),
          }),
          forecast.probability !== null &&
            t('chart.forecastChance', {
              share: format.formatShare(forecast.probability),
            }),
        ]
      : []),
  ].filter(note => note);
  const valueText = () => {
    if (value !== null) {
      return format.formatValue(value, unit);
    }
    return forecast ? `≈ ${format.formatValue(forecast.value, unit)}` : '–';
  };
  const isFuture = forecast !== undefined && value === null && !provisional;
  const isChosen = period === chosen;
  return (
    <tr
      className={isChosen ? classes.chosen : undefined}
      aria-current={isChosen || undefined}
    >
      <th scope="row">
        {onPeriod && !isFuture ? (
          <Link
            component="button"
            variant="body2"
            onClick={() => onPeriod(period)}
          >
            {format.formatPeriod(period, periodType)}
          </Link>
        ) : (
          format.formatPeriod(period, periodType)
        )}
      </th>
      <td>{valueText()}</td>
      <td>{bound(point.target)}</td>
      <td>{bound(point.threshold)}</td>
      <td>{weight === null ? '–' : format.formatCount(Math.round(weight))}</td>
      <td>
        {provisional || isFuture ? (
          <span className={classes.muted}>
            {t(isFuture ? 'chart.legendForecast' : 'chart.running')}
          </span>
        ) : (
          <StatusLabel status={point.status} />
        )}
      </td>
      <td>{notes.join('; ')}</td>
    </tr>
  );
}

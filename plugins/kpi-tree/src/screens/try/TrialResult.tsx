import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { DraftTrial } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { HistoryChart } from '../../parts/charts/HistoryChart';
import { useFormat } from '../../parts/format';
import { StatusIcon } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(2) },
  note: {
    margin: theme.spacing(1, 0),
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
  warning: { display: 'flex', alignItems: 'center', gap: 8 },
  errors: {
    margin: 0,
    paddingLeft: theme.spacing(2.5),
    fontSize: theme.typography.body2.fontSize,
    overflowWrap: 'anywhere',
  },
}));

const stops = {
  rows: 'try.stoppedRows',
  time: 'try.stoppedTime',
} as const;

type TrialResultProps = {
  trial: DraftTrial;
  /** Whether the draft was changed since. */
  outdated: boolean;
};

/** What a draft would measure, and what the source had to say. */
export const TrialResult = ({ trial, outdated }: TrialResultProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatDuration } = useFormat();
  const classes = useStyles();
  const { series, errors, stoppedBy, measurements } = trial;
  return (
    <section className={classes.root} aria-label={t('try.result')}>
      {outdated && (
        <p className={classes.warning}>
          <StatusIcon status="at-risk" />
          {t('try.outdated')}
        </p>
      )}
      {stoppedBy && (
        <p className={classes.warning}>
          <StatusIcon status="at-risk" />
          {t(stops[stoppedBy])}
        </p>
      )}
      {series.points.length > 0 ? (
        <HistoryChart series={series} />
      ) : (
        <p>{t('try.nothing')}</p>
      )}
      <p className={classes.note}>
        {series.source === null
          ? t('try.computed', {
              periods: formatCount(measurements),
              duration: durationText(trial.durationMs, formatDuration),
            })
          : t('try.read', {
              rows: formatCount(trial.rowsRead),
              rejected: formatCount(trial.rowsRejected),
              measurements: formatCount(measurements),
              duration: durationText(trial.durationMs, formatDuration),
            })}
      </p>
      {errors.length > 0 && (
        <ul className={classes.errors} aria-label={t('try.errors')}>
          {errors.map(({ message, where, count }) => (
            <li key={message}>
              {message}
              {where && ` (${where})`}
              {count > 1 && t('try.times', { number: formatCount(count) })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

function durationText(
  ms: number,
  formatDuration: (ms: number) => string,
): string {
  return ms < 1000 ? `${ms} ms` : formatDuration(ms);
}

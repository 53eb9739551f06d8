import { makeStyles } from '@material-ui/core/styles';
import type { DraftTrial } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { HistoryChart } from '../chart/HistoryChart';
import { formatCount } from '../format';
import { StatusIcon } from '../status';

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
  rows: 'The source has more rows than a trial may read: it was stopped.',
  time: 'The source took longer than a trial may take: it was stopped.',
};

type TrialResultProps = {
  trial: DraftTrial;
  /** Whether the draft was changed since. */
  outdated: boolean;
};

/** What a draft would measure, and what the source had to say. */
export const TrialResult = ({ trial, outdated }: TrialResultProps) => {
  const classes = useStyles();
  const { series, errors, stoppedBy, measurements } = trial;
  return (
    <section className={classes.root} aria-label="Result">
      {outdated && (
        <p className={classes.warning}>
          <StatusIcon status="at-risk" />
          The text has changed since. Run it again to see what that does.
        </p>
      )}
      {stoppedBy && (
        <p className={classes.warning}>
          <StatusIcon status="at-risk" />
          {stops[stoppedBy]}
        </p>
      )}
      {series.points.length > 0 ? (
        <HistoryChart series={series} />
      ) : (
        <p>Nothing was measured for this entity.</p>
      )}
      <p className={classes.note}>
        {series.source === null
          ? `${formatCount(
              measurements,
            )} periods computed from what is stored of the operands`
          : `${formatCount(trial.rowsRead)} rows read, ${formatCount(
              trial.rowsRejected,
            )} rejected, ${formatCount(measurements)} measurements`}
        , {durationText(trial.durationMs)}. Nothing was stored.
      </p>
      {errors.length > 0 && (
        <ul className={classes.errors} aria-label="What could not be used">
          {errors.map(({ message, where, count }) => (
            <li key={message}>
              {message}
              {where && ` (${where})`}
              {count > 1 && `, ${formatCount(count)} times`}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

function durationText(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

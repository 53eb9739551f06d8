import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { formatCount, formatDuration, formatInstant } from '../format';
import { RunErrors } from './RunErrors';

const useStyles = makeStyles(theme => ({
  counts: {
    margin: theme.spacing(1, 0, 0),
    color: theme.palette.textSubtle,
    fontVariantNumeric: 'tabular-nums',
  },
  progress: { maxWidth: 480, marginTop: theme.spacing(1) },
  sample: {
    marginTop: theme.spacing(1),
    borderSpacing: theme.spacing(2, 0.25),
    '& th': { textAlign: 'left', fontWeight: 400 },
  },
}));

/** How far a collection is, what it counted, and what was wrong. */
export const RunFacts = ({ run }: { run: Run }) => {
  const classes = useStyles();
  const { rowsRead, rowsRejected, measurementsWritten, dryRun } = run;
  return (
    <>
      {run.from && run.to && (
        <p className={classes.counts}>
          {run.from.slice(0, 10)} to {run.to.slice(0, 10)}
        </p>
      )}
      {run.state === 'running' && <RunProgress run={run} />}
      <p className={classes.counts}>
        {formatCount(rowsRead)} rows read, {formatCount(rowsRejected)} rejected,{' '}
        {formatCount(measurementsWritten)} measurements{' '}
        {dryRun ? 'found' : 'written'}
        {run.endedAt &&
          `, in ${formatDuration(
            Date.parse(run.endedAt) - Date.parse(run.startedAt),
          )}`}
      </p>
      <RunErrors errors={run.errors} />
      {run.sample.length > 0 && <RunSample run={run} />}
    </>
  );
};

function RunProgress({ run: { progress, estimatedEndAt } }: { run: Run }) {
  const classes = useStyles();
  const percent = progress === null ? undefined : Math.round(progress * 100);
  return (
    <div className={classes.progress}>
      <LinearProgress
        aria-label="Progress of the collection"
        {...(percent === undefined
          ? {}
          : { variant: 'determinate', value: percent })}
      />
      {percent !== undefined && (
        <p className={classes.counts}>
          {percent} %
          {estimatedEndAt && `, done about ${formatInstant(estimatedEndAt)}`}
        </p>
      )}
    </div>
  );
}

function RunSample({ run }: { run: Run }) {
  const classes = useStyles();
  return (
    <table className={classes.sample} aria-label="First measurements">
      <thead>
        <tr>
          <th scope="col">Entity</th>
          <th scope="col">KPI</th>
          <th scope="col">Period</th>
          <th scope="col">Value</th>
          <th scope="col">Weight</th>
        </tr>
      </thead>
      <tbody>
        {run.sample.map(({ entityRef, kpi, period, value, weight }) => (
          <tr key={`${entityRef} ${kpi} ${period}`}>
            <td>{entityRef}</td>
            <td>{kpi}</td>
            <td>{period}</td>
            <td>{value}</td>
            <td>{weight}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

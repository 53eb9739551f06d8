import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';
import { HeldBack } from './HeldBack';
import { RunErrors } from './RunErrors';
import { RunLossFacts } from './RunLossFacts';

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

type RunFactsProps = {
  run: Run;
  /** Whether what it removes is shown next to it. */
  isTold?: boolean;
};

/**
 * How far a collection is, what it counted, what it removed, and what was wrong.
 */
export const RunFacts = ({ run, isTold = false }: RunFactsProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatDuration } = useFormat();
  const classes = useStyles();
  const { rowsRead, rowsRejected, measurementsWritten, dryRun } = run;
  return (
    <>
      {run.from && run.to && (
        <p className={classes.counts}>
          {t('sources.span', {
            from: run.from.slice(0, 10),
            to: run.to.slice(0, 10),
          })}
        </p>
      )}
      {run.state === 'running' && <RunProgress run={run} />}
      <p className={classes.counts}>
        {t(dryRun ? 'sources.countsDry' : 'sources.counts', {
          rows: formatCount(rowsRead),
          rejected: formatCount(rowsRejected),
          measurements: formatCount(measurementsWritten),
        })}
        {run.endedAt &&
          t('sources.took', {
            duration: formatDuration(
              Date.parse(run.endedAt) - Date.parse(run.startedAt),
            ),
          })}
      </p>
      {!isTold && (
        <>
          <HeldBack run={run} />
          <RunLossFacts run={run} />
        </>
      )}
      <RunErrors errors={run.errors} />
      {run.sample.length > 0 && <RunSample run={run} />}
    </>
  );
};

function RunProgress({ run: { progress, estimatedEndAt } }: { run: Run }) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatInstant, formatPercentage } = useFormat();
  const classes = useStyles();
  const percent = progress === null ? undefined : Math.round(progress * 100);
  return (
    <div className={classes.progress}>
      <LinearProgress
        aria-label={t('sources.progress')}
        {...(percent === undefined
          ? {}
          : { variant: 'determinate', value: percent })}
      />
      {percent !== undefined && (
        <p className={classes.counts}>
          {formatPercentage(percent)}
          {estimatedEndAt &&
            t('sources.doneAbout', { time: formatInstant(estimatedEndAt) })}
        </p>
      )}
    </div>
  );
}

function RunSample({ run }: { run: Run }) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  return (
    <table className={classes.sample} aria-label={t('sources.first')}>
      <thead>
        <tr>
          <th scope="col">{t('sources.entity')}</th>
          <th scope="col">{t('sources.kpi')}</th>
          <th scope="col">{t('sources.period')}</th>
          <th scope="col">{t('sources.value')}</th>
          <th scope="col">{t('sources.weight')}</th>
        </tr>
      </thead>
      <tbody>
        {run.sample.map(({ entityRef, kpi, period, value, weight }) => (
          <tr key={`${entityRef} ${kpi} ${period}`}>
            <td>{entityRef}</td>
            <td>{kpi}</td>
            <td>{period}</td>
            <td>{value ?? '–'}</td>
            <td>{weight}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

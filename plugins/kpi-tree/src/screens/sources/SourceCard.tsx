import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Button from '@material-ui/core/Button';
import { Source } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ReactNode } from 'react';
import { useFormat } from '../../parts/format';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { kpiTreeTranslationRef } from '../../texts';
import { ConfigMistakes } from './ConfigMistakes';
import { Freshness } from './Freshness';
import { HeldRun } from './HeldRun';
import { KeptRecordsFact } from './KeptRecordsFact';
import { RunFacts } from './RunFacts';
import { RunHistory } from './RunHistory';
import { RunStateLabel } from './RunStateLabel';
import { SourceActions } from './SourceActions';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    fontSize: theme.typography.body2.fontSize,
    '&:first-child': { paddingTop: 0 },
    '&:last-child': { paddingBottom: 0, borderBottom: 0 },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
  },
  about: { flex: '1 1 280px', minWidth: 0 },
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  runs: { marginTop: theme.spacing(1), marginLeft: theme.spacing(-0.5) },
  muted: { color: theme.palette.textSubtle },
  wrong: { margin: theme.spacing(1, 0, 0), fontWeight: 600 },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 3),
    margin: theme.spacing(1, 0, 0),
    '& dt': {
      fontSize: theme.typography.caption.fontSize,
      color: theme.palette.textSubtle,
    },
    '& dd': { margin: 0, fontVariantNumeric: 'tabular-nums' },
  },
}));

type SourceCardProps = { source: Source; onStarted: () => void };

/** A source: its state, how its last collection went, and its runs. */
export const SourceCard = ({ source, onStarted }: SourceCardProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatInstant } = useFormat();
  const classes = useStyles();
  const { id, description, kpis, lastRun, heldRun, lastSuccessAt } = source;
  const { newestPeriod, seriesCount, pausedUntil, nextRunAt } = source;
  const { mistakes, keptRecords } = source;
  const { params, update } = useKpiTreeParams();
  const showsRuns = params.source === id;
  return (
    <section className={classes.root} aria-label={id}>
      <div className={classes.head}>
        <div className={classes.about}>
          <h2 className={classes.title}>{id}</h2>
          {description && <div>{description}</div>}
          <div className={classes.muted}>
            {t('sources.kpis', { count: kpis.length })}
            {kpis.length > 0 && `: ${kpis.join(', ')}`}
          </div>
        </div>
        {!mistakes.length && (
          <SourceActions source={source} onStarted={onStarted} />
        )}
      </div>
      {mistakes.length > 0 && (
        <>
          <p className={classes.wrong}>{t('sources.misconfigured')}</p>
          <ConfigMistakes tone="error" mistakes={mistakes} />
        </>
      )}
      <dl className={classes.facts}>
        {lastRun && (
          <Fact name={t('sources.lastRun')}>
            <RunStateLabel run={lastRun} />
          </Fact>
        )}
        {lastSuccessAt && lastRun?.state !== 'succeeded' && (
          <Fact name={t('sources.lastSuccess')}>
            {formatInstant(lastSuccessAt)}
          </Fact>
        )}
        {newestPeriod && (
          <Fact name={t('sources.newest')}>
            <Freshness source={source} />
          </Fact>
        )}
        <Fact name={t('sources.series')}>{formatCount(seriesCount)}</Fact>
        {keptRecords && (
          <Fact name={t('sources.keptRecords')}>
            <KeptRecordsFact kept={keptRecords} />
          </Fact>
        )}
        {pausedUntil ? (
          <Fact name={t('sources.pausedUntil')}>
            {formatInstant(pausedUntil)}
          </Fact>
        ) : (
          nextRunAt && (
            <Fact name={t('sources.nextRun')}>{formatInstant(nextRunAt)}</Fact>
          )
        )}
      </dl>
      {heldRun && lastRun?.state !== 'running' && (
        <HeldRun run={heldRun} onAccepted={onStarted} />
      )}
      {lastRun ? (
        <>
          {/* For one that waits, everything is shown already */}
          <RunFacts run={lastRun} isTold={lastRun.id === heldRun?.id} />
          <Button
            className={classes.runs}
            size="small"
            aria-expanded={showsRuns}
            aria-label={t('sources.runsOf', { source: id })}
            onClick={() =>
              update({ source: showsRuns ? undefined : id, run: undefined })
            }
          >
            {showsRuns ? t('sources.hideRuns') : t('sources.allRuns')}
          </Button>
          {showsRuns && <RunHistory source={id} lastRun={lastRun} />}
        </>
      ) : (
        !mistakes.length && (
          <p className={classes.muted}>{t('sources.notCollected')}</p>
        )
      )}
    </section>
  );
};

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

import { errorApiRef, useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  kpiTreeRunCreatePermission,
  Run,
  Source,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import { kpiTreeApiRef } from '../api';
import { formatCount } from '../format';
import { RunErrors } from './RunErrors';
import { RunStateLabel } from './RunStateLabel';

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
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  muted: { color: theme.palette.textSubtle },
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

/** A source, how its last collection went, and a way to collect now. */
export const SourceCard = ({ source, onStarted }: SourceCardProps) => {
  const classes = useStyles();
  const { id, description, kpis, lastRun } = source;
  return (
    <section className={classes.root} aria-label={id}>
      <div className={classes.head}>
        <div>
          <h2 className={classes.title}>{id}</h2>
          {description && <div>{description}</div>}
          <div className={classes.muted}>
            {kpis.length === 1 ? '1 KPI' : `${kpis.length} KPIs`}
            {kpis.length > 0 && `: ${kpis.join(', ')}`}
          </div>
        </div>
        <CollectButton source={source} onStarted={onStarted} />
      </div>
      {lastRun ? (
        <RunFacts run={lastRun} />
      ) : (
        <p className={classes.muted}>Not collected yet</p>
      )}
    </section>
  );
};

function RunFacts({ run }: { run: Run }) {
  const classes = useStyles();
  return (
    <>
      <dl className={classes.facts}>
        <div>
          <dt>Last run</dt>
          <dd>
            <RunStateLabel run={run} />
          </dd>
        </div>
        <div>
          <dt>Rows read</dt>
          <dd>{formatCount(run.rowsRead)}</dd>
        </div>
        <div>
          <dt>Rows rejected</dt>
          <dd>{formatCount(run.rowsRejected)}</dd>
        </div>
        <div>
          <dt>Measurements written</dt>
          <dd>{formatCount(run.measurementsWritten)}</dd>
        </div>
      </dl>
      <RunErrors errors={run.errors} />
    </>
  );
}

function CollectButton({ source, onStarted }: SourceCardProps) {
  const api = useApi(kpiTreeApiRef);
  const errorApi = useApi(errorApiRef);
  const { allowed } = usePermission({ permission: kpiTreeRunCreatePermission });
  const [starting, setStarting] = useState(false);
  if (!allowed) {
    return null;
  }
  const start = async () => {
    setStarting(true);
    try {
      await api.startRun(source.id);
    } catch (error) {
      errorApi.post(error as Error);
    }
    setStarting(false);
    onStarted();
  };
  return (
    <Button
      variant="outlined"
      size="small"
      disabled={starting || source.lastRun?.state === 'running'}
      aria-label={`Collect ${source.id} now`}
      onClick={start}
    >
      Collect now
    </Button>
  );
}

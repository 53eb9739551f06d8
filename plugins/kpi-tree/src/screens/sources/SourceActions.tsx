import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { errorApiRef, useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  kpiTreeRunCreatePermission,
  RunRequest,
  Source,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import { kpiTreeApiRef } from '../../api';
import { kpiTreeTranslationRef } from '../../texts';
import { BackfillDialog } from './BackfillDialog';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

type SourceActionsProps = { source: Source; onStarted: () => void };

/** Collects a source now, tries it, collects its past again, or stops it. */
export const SourceActions = ({ source, onStarted }: SourceActionsProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const api = useApi(kpiTreeApiRef);
  const errorApi = useApi(errorApiRef);
  const { allowed } = usePermission({ permission: kpiTreeRunCreatePermission });
  const [busy, setBusy] = useState(false);
  const [asksForDates, setAsksForDates] = useState(false);
  if (!allowed) {
    return null;
  }
  const act = async (action: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await action();
    } catch (error) {
      errorApi.post(error as Error);
    }
    setBusy(false);
    onStarted();
  };
  const start = (request?: RunRequest) =>
    act(() => api.startRun(source.id, request));
  const { lastRun } = source;
  if (lastRun?.state === 'running') {
    return (
      <Button
        variant="outlined"
        size="small"
        disabled={busy}
        aria-label={t('sources.stopOf', { source: source.id })}
        onClick={() => act(() => api.cancelRun(lastRun.id))}
      >
        {t('sources.stop')}
      </Button>
    );
  }
  return (
    <div className={classes.root}>
      <Button
        size="small"
        disabled={busy}
        aria-label={t('sources.dryRunOf', { source: source.id })}
        onClick={() => start({ dryRun: true })}
      >
        {t('sources.dryRun')}
      </Button>
      <Button
        size="small"
        disabled={busy}
        aria-label={t('sources.backfillOf', { source: source.id })}
        onClick={() => setAsksForDates(true)}
      >
        {t('sources.backfill')}
      </Button>
      <Button
        variant="outlined"
        size="small"
        disabled={busy}
        aria-label={t('sources.collectOf', { source: source.id })}
        onClick={() => start()}
      >
        {t('sources.collect')}
      </Button>
      <BackfillDialog
        source={source.id}
        open={asksForDates}
        onClose={() => setAsksForDates(false)}
        onStart={request => {
          setAsksForDates(false);
          start(request);
        }}
      />
    </div>
  );
};

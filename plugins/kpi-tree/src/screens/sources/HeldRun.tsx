import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { errorApiRef, useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import {
  kpiTreeRunAcceptPermission,
  Run,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import { kpiTreeApiRef } from '../../api';
import { useFormat } from '../../parts/format';
import { statusColor, StatusIcon } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { HeldBack } from './HeldBack';
import { RunLossFacts } from './RunLossFacts';

const useStyles = makeStyles(theme => ({
  root: {
    marginTop: theme.spacing(2),
    padding: theme.spacing(1.5, 2),
    border: `1px solid ${theme.palette.divider}`,
    borderLeftWidth: 4,
    borderRadius: theme.shape.borderRadius,
  },
  title: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: 6,
    margin: 0,
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 600,
  },
  when: { fontWeight: 400, color: theme.palette.textSubtle },
  text: { margin: theme.spacing(1, 0, 0) },
  accept: { marginTop: theme.spacing(1.5) },
}));

type HeldRunProps = { run: Run; onAccepted: () => void };

/**
 * A run that changed nothing as it would have taken too much away: why, what, and the
 * button with which somebody accepts it.
 */
export const HeldRun = ({ run, onAccepted }: HeldRunProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatInstant } = useFormat();
  const classes = useStyles();
  const theme = useTheme();
  const color = statusColor(theme, 'at-risk');
  return (
    <section
      className={classes.root}
      style={{ borderLeftColor: color }}
      aria-label={t('sources.heldOf', { source: run.source })}
    >
      <h3 className={classes.title}>
        <StatusIcon status="at-risk" />
        <span>{t('sources.heldTitle')}</span>
        <time className={classes.when} dateTime={run.startedAt}>
          {formatInstant(run.startedAt)}
        </time>
      </h3>
      <HeldBack run={run} />
      <RunLossFacts run={run} open />
      <p className={classes.text}>{t('sources.heldText')}</p>
      <Accept run={run} onAccepted={onAccepted} />
    </section>
  );
};

/** For those who may: accepts the loss, once they have read what that means. */
function Accept({ run, onAccepted }: HeldRunProps) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const api = useApi(kpiTreeApiRef);
  const errorApi = useApi(errorApiRef);
  const { allowed } = usePermission({ permission: kpiTreeRunAcceptPermission });
  const [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false);
  if (!allowed) {
    return null;
  }
  const accept = async () => {
    setAsks(false);
    setBusy(true);
    try {
      await api.acceptRun(run.id);
    } catch (error) {
      errorApi.post(error as Error);
    }
    setBusy(false);
    onAccepted();
  };
  const title = t('sources.acceptOf', { source: run.source });
  return (
    <>
      <Button
        className={classes.accept}
        variant="outlined"
        size="small"
        disabled={busy}
        aria-label={title}
        onClick={() => setAsks(true)}
      >
        {t('sources.accept')}
      </Button>
      <Dialog
        open={asks}
        onClose={() => setAsks(false)}
        aria-labelledby="accept-title"
      >
        <DialogTitle id="accept-title">{title}</DialogTitle>
        <DialogContent>
          <DialogContentText>{t('sources.acceptText')}</DialogContentText>
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setAsks(false)}>{t('sources.cancel')}</Button>
          <Button color="primary" onClick={accept}>
            {t('sources.acceptNow')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FIRST_DATE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import { FormEvent, useState } from 'react';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { Refusal } from '../notices/Refusal';
import { kpiTreeTranslationRef } from '../../texts';

type ChangeDialogProps = {
  kpi: string;
  /** Today, up to which a change can be accepted. */
  today: string;
  onAccept: (change: { date: string; reason: string }) => Promise<void>;
  onClose: () => void;
};

/** Asks since when the process behind a KPI is another one, and why. */
export const ChangeDialog = (props: ChangeDialogProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { kpi, today, onAccept, onClose } = props;
  const [date, setDate] = useState('');
  const [reason, setReason] = useState('');
  const [{ loading, error }, accept] = useAsyncFn(onAccept, [onAccept]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept({ date, reason });
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby="change-title">
      <form onSubmit={submit}>
        <DialogTitle id="change-title">
          {t('drawer.acceptOf', { kpi })}
        </DialogTitle>
        <DialogContent>
          <DialogContentText>{t('drawer.acceptText')}</DialogContentText>
          <TextField
            id="change-date"
            label={t('drawer.changedSince')}
            type="date"
            required
            margin="dense"
            value={date}
            inputProps={{ min: FIRST_DATE, max: today }}
            onChange={event => setDate(event.target.value)}
            InputLabelProps={{ shrink: true }}
          />
          <TextField
            id="change-reason"
            label={t('drawer.whatChanged')}
            required
            fullWidth
            multiline
            margin="dense"
            value={reason}
            inputProps={{ maxLength: 1_000 }}
            onChange={event => setReason(event.target.value)}
          />
          {error && <Refusal title={t('drawer.notAccepted')} error={error} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('drawer.cancel')}</Button>
          <Button
            type="submit"
            color="primary"
            disabled={!date || !reason.trim() || loading}
          >
            {t('drawer.accept')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};

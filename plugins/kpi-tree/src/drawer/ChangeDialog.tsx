import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import { FormEvent, useState } from 'react';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { Refusal } from '../draft/Refusal';

type ChangeDialogProps = {
  kpi: string;
  /** Today, up to which a change can be accepted. */
  today: string;
  onAccept: (change: { date: string; reason: string }) => Promise<void>;
  onClose: () => void;
};

/** Asks since when the process behind a KPI is another one, and why. */
export const ChangeDialog = (props: ChangeDialogProps) => {
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
        <DialogTitle id="change-title">Accept a change of {kpi}</DialogTitle>
        <DialogContent>
          <DialogContentText>
            From this date on limits and trend are those of the changed process:
            what was before counts no more. The values stay as they are.
          </DialogContentText>
          <TextField
            id="change-date"
            label="Changed since"
            type="date"
            required
            margin="dense"
            value={date}
            inputProps={{ max: today }}
            onChange={event => setDate(event.target.value)}
            InputLabelProps={{ shrink: true }}
          />
          <TextField
            id="change-reason"
            label="What was changed"
            required
            fullWidth
            multiline
            margin="dense"
            value={reason}
            inputProps={{ maxLength: 1_000 }}
            onChange={event => setReason(event.target.value)}
          />
          {error && (
            <Refusal title="The change was not accepted" error={error} />
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            color="primary"
            disabled={!date || !reason.trim() || loading}
          >
            Accept
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};

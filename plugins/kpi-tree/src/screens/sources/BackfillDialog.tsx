import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import {
  FIRST_DATE,
  LAST_DATE,
  RunRequest,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { FormEvent, useState } from 'react';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  dates: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) },
}));

/** Asks for the part of the past that is to be collected again. */
export const BackfillDialog = (props: {
  source: string;
  open: boolean;
  onClose: () => void;
  onStart: (request: RunRequest) => void;
}) => {
  const { source, open, onClose, onStart } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onStart({ from, ...(to ? { to } : {}) });
  };
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby="backfill-title">
      <form onSubmit={submit}>
        <DialogTitle id="backfill-title">
          {t('sources.backfillOf', { source })}
        </DialogTitle>
        <DialogContent>
          <DialogContentText>{t('sources.backfillText')}</DialogContentText>
          <div className={classes.dates}>
            <TextField
              id="backfill-from"
              label={t('sources.from')}
              type="date"
              required
              value={from}
              inputProps={{ min: FIRST_DATE, max: LAST_DATE }}
              onChange={event => setFrom(event.target.value)}
              InputLabelProps={{ shrink: true }}
            />
            <TextField
              id="backfill-to"
              label={t('sources.to')}
              type="date"
              value={to}
              inputProps={{ min: FIRST_DATE, max: LAST_DATE }}
              onChange={event => setTo(event.target.value)}
              InputLabelProps={{ shrink: true }}
            />
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('sources.cancel')}</Button>
          <Button type="submit" color="primary" disabled={!from}>
            {t('sources.start')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};

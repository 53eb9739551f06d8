import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import TuneIcon from '@material-ui/icons/Tune';
import { useState } from 'react';
import { titleOf } from './titleOf';
import { useScopes } from '../../queries/useScopes';
import { kpiTreeTranslationRef } from '../../texts';
import { ViewControls, ViewControlsProps } from './ViewControls';

const useStyles = makeStyles(theme => ({
  button: {
    flex: '1 1 160px',
    minWidth: 0,
    minHeight: 40,
    justifyContent: 'flex-start',
    textTransform: 'none',
  },
  label: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2.5),
    paddingTop: theme.spacing(1),
  },
}));

/** All controls behind one button, for a narrow screen. */
export const FoldedControls = (props: ViewControlsProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { scopes } = useScopes();
  const [open, setOpen] = useState(false);
  const { scope } = props.view;
  const title =
    scope === 'all'
      ? t('portal.allServices')
      : scopes.find(option => option.scope === scope)?.title ?? titleOf(scope);
  return (
    <>
      <Button
        className={classes.button}
        variant="outlined"
        startIcon={<TuneIcon />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <span className={classes.label}>
          {t('portal.viewOf', { scope: title })}
        </span>
      </Button>
      <Dialog
        open={open}
        fullWidth
        onClose={() => setOpen(false)}
        aria-label={t('portal.view')}
      >
        <DialogTitle>{t('portal.view')}</DialogTitle>
        <DialogContent className={classes.content}>
          <ViewControls {...props} stacked />
        </DialogContent>
        <DialogActions>
          <Button color="primary" onClick={() => setOpen(false)}>
            {t('portal.done')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};

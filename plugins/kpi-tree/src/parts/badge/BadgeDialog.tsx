import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Skeleton from '@material-ui/lab/Skeleton';
import { useState } from 'react';
import useDebounce from 'react-use/lib/useDebounce';
import { CopyLines } from '../controls/CopyLines';
import type { Scope } from '../../api';
import { LoadError } from '../notices/LoadError';
import { useBadge } from '../../queries/useBadge';
import { kpiTreeTranslationRef } from '../../texts';
import { badgeMarkdown } from './badgeMarkdown';

/** The most that the backend takes. */
const LABEL_LENGTH = 60;

const TYPING_MS = 300;

const useStyles = makeStyles(theme => ({
  heading: {
    margin: theme.spacing(2, 0, 0.5),
    fontSize: theme.typography.caption.fontSize,
    fontWeight: 600,
    color: theme.palette.textSubtle,
  },
  preview: { display: 'block', minHeight: 20 },
  code: {
    overflowX: 'auto',
    '& pre': { margin: 0 },
  },
  reach: { color: theme.palette.textSubtle },
}));

type BadgeDialogProps = {
  scope: Scope;
  tree?: string;
  kpi?: string;
  onClose: () => void;
};

/** A badge as it looks, and the Markdown that shows it. */
export const BadgeDialog = (props: BadgeDialogProps) => {
  const { scope, tree, kpi, onClose } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const [text, setText] = useState('');
  const [label, setLabel] = useState('');
  useDebounce(() => setLabel(text.trim()), TYPING_MS, [text]);
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={onClose}
      aria-labelledby="kpi-tree-badge"
    >
      <DialogTitle id="kpi-tree-badge">{t('badge.title')}</DialogTitle>
      <DialogContent>
        <TextField
          id="kpi-tree-badge-label"
          fullWidth
          label={t('badge.label')}
          helperText={t('badge.labelHint')}
          inputProps={{ maxLength: LABEL_LENGTH }}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <LoadedBadge scope={scope} options={{ tree, kpi, label }} />
        <p className={classes.reach}>{t('badge.reach')}</p>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  );
};

type LoadedBadgeProps = {
  scope: Scope;
  options: { tree?: string; kpi?: string; label: string };
};

function LoadedBadge({ scope, options }: LoadedBadgeProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { kpi, label } = options;
  const { value, error, loading, retry } = useBadge(scope, options);
  if (error && !loading) {
    return (
      <LoadError title={t('badge.loadError')} error={error} onRetry={retry} />
    );
  }
  return (
    <>
      <h3 className={classes.heading}>{t('badge.preview')}</h3>
      {value ? (
        <img
          className={classes.preview}
          alt={nameOf(value.svg)}
          // As a picture: whatever is in it, a browser runs none of it
          src={`data:image/svg+xml,${encodeURIComponent(value.svg)}`}
        />
      ) : (
        <Skeleton width={160} aria-label={t('badge.loading')} />
      )}
      <h3 className={classes.heading}>{t('badge.markdown')}</h3>
      {value && (
        <div className={classes.code}>
          <CopyLines text={badgeMarkdown(value.url, label || kpi || 'KPIs')} />
        </div>
      )}
    </>
  );
}

/** What the picture says to those who cannot see it. */
function nameOf(svg: string): string {
  return (
    new DOMParser()
      .parseFromString(svg, 'image/svg+xml')
      .documentElement.getAttribute('aria-label') ?? ''
  );
}

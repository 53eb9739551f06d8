import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { kpiTreeTranslationRef } from '../../texts';
import type { ActionForm } from './actionForm';

/** As many as the backend takes. */
const MAX_LINKS = 20;

const useStyles = makeStyles(theme => ({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1.5),
  },
  url: { flex: '2 1 14em' },
  title: { flex: '1 1 9em' },
}));

type LinkFieldsProps = {
  links: ActionForm['links'];
  onChange: (links: ActionForm['links']) => void;
};

/** The tickets and pages that belong to an action. */
export const LinkFields = ({ links, onChange }: LinkFieldsProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const change = (index: number, part: Partial<ActionForm['links'][number]>) =>
    onChange(
      links.map((link, at) => (at === index ? { ...link, ...part } : link)),
    );
  return (
    <div>
      {links.map((link, index) => (
        // Links have no names of their own
        // eslint-disable-next-line react/no-array-index-key
        <div key={index} className={classes.row}>
          <TextField
            id={`action-link-${index}`}
            className={classes.url}
            type="url"
            size="small"
            variant="outlined"
            label={t('action.linkAddress', { number: String(index + 1) })}
            value={link.url}
            inputProps={{ maxLength: 2_000, pattern: 'https?://.+' }}
            onChange={event => change(index, { url: event.target.value })}
          />
          <TextField
            id={`action-link-title-${index}`}
            className={classes.title}
            size="small"
            variant="outlined"
            label={t('action.linkTitle', { number: String(index + 1) })}
            value={link.title}
            inputProps={{ maxLength: 200 }}
            onChange={event => change(index, { title: event.target.value })}
          />
          <IconButton
            size="small"
            aria-label={t('action.removeLink', { number: String(index + 1) })}
            onClick={() => onChange(links.filter((_, at) => at !== index))}
          >
            <CloseIcon fontSize="small" />
          </IconButton>
        </div>
      ))}
      {links.length < MAX_LINKS && (
        <Button
          size="small"
          onClick={() => onChange([...links, { url: '', title: '' }])}
        >
          {t('action.addLink')}
        </Button>
      )}
    </div>
  );
};

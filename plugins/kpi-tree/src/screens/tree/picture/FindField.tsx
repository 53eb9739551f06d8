import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import IconButton from '@material-ui/core/IconButton';
import InputAdornment from '@material-ui/core/InputAdornment';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import KeyboardArrowDownIcon from '@material-ui/icons/KeyboardArrowDown';
import KeyboardArrowUpIcon from '@material-ui/icons/KeyboardArrowUp';
import SearchIcon from '@material-ui/icons/Search';
import { KeyboardEvent } from 'react';
import { useFormat } from '../../../parts/format';
import { kpiTreeTranslationRef } from '../../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    flex: '1 1 220px',
    minWidth: 0,
    maxWidth: 440,
  },
  field: {
    flex: 1,
    minWidth: 0,
    '& input::placeholder': { color: theme.palette.textSubtle, opacity: 1 },
  },
  count: {
    whiteSpace: 'nowrap',
    fontSize: theme.typography.body2.fontSize,
    fontVariantNumeric: 'tabular-nums',
    color: theme.palette.textSubtle,
  },
}));

type FindFieldProps = {
  text: string;
  /** How many nodes were found, and which of them is shown, from 0. */
  number: number;
  at: number;
  onChange: (text: string) => void;
  /** Shows the next one, or with -1 the one before. */
  onStep: (by: 1 | -1) => void;
};

/** A field to find a node by its title, and to go from one to the next. */
export const FindField = (props: FindFieldProps) => {
  const { text, number, at, onChange, onStep } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && number) {
      event.preventDefault();
      onStep(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape' && text) {
      event.preventDefault();
      onChange('');
    }
  };
  return (
    <div className={classes.root} role="search">
      <TextField
        className={classes.field}
        size="small"
        variant="outlined"
        type="search"
        placeholder={t('picture.find')}
        value={text}
        onChange={event => onChange(event.target.value)}
        inputProps={{ 'aria-label': t('picture.find'), onKeyDown }}
        InputProps={{
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" />
            </InputAdornment>
          ),
        }}
      />
      <span className={classes.count} role="status">
        {text.trim() &&
          (number
            ? t('picture.foundAt', {
                at: formatCount(at + 1),
                number: formatCount(number),
              })
            : t('picture.foundNothing'))}
      </span>
      {number > 0 && (
        <>
          <IconButton
            size="small"
            aria-label={t('picture.previous')}
            title={t('picture.previous')}
            onClick={() => onStep(-1)}
          >
            <KeyboardArrowUpIcon />
          </IconButton>
          <IconButton
            size="small"
            aria-label={t('picture.next')}
            title={t('picture.next')}
            onClick={() => onStep(1)}
          >
            <KeyboardArrowDownIcon />
          </IconButton>
        </>
      )}
    </div>
  );
};

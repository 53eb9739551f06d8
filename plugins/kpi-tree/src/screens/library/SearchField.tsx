import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import SearchIcon from '@material-ui/icons/Search';
import { useEffect, useRef, useState } from 'react';
import useDebounce from 'react-use/lib/useDebounce';
import { kpiTreeTranslationRef } from '../../texts';

/** How long somebody may pause between two letters. */
const PAUSE_MS = 200;

const useStyles = makeStyles(theme => ({
  root: { '& label': { color: theme.palette.textSubtle } },
}));

type SearchFieldProps = { value: string; onChange: (value: string) => void };

/** The words to search for; they go into the address once the typing pauses. */
export const SearchField = ({ value, onChange }: SearchFieldProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  // The address can change without typing: back, or all filters cleared. What was sent
  // itself comes back too, when more may be typed already
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setTyped(value);
    }
  }, [value]);
  useDebounce(
    () => {
      if (typed !== sent.current) {
        sent.current = typed;
        onChange(typed);
      }
    },
    PAUSE_MS,
    [typed],
  );
  return (
    <TextField
      className={classes.root}
      id="kpi-tree-library-search"
      type="search"
      fullWidth
      size="small"
      variant="outlined"
      label={t('library.search')}
      value={typed}
      onChange={event => setTyped(event.target.value)}
      InputProps={{
        startAdornment: (
          <InputAdornment position="start">
            <SearchIcon aria-hidden />
          </InputAdornment>
        ),
      }}
    />
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useState } from 'react';
import useDebounce from 'react-use/lib/useDebounce';
import { FoundEntity, useCatalogSearch } from '../../queries/useCatalogSearch';
import { kindsWithKpis } from '../../parts/links/isKpiTreeAvailable';
import { kpiTreeTranslationRef } from '../../texts';

/** As many as one looks through before typing on. */
const SHOWN = 30;

const useStyles = makeStyles(theme => ({
  // As dark as all that is subtle: the usual grey is too light on the page
  field: { '& label:not(.Mui-focused)': { color: theme.palette.textSubtle } },
}));

type EntityPickerProps = {
  value: FoundEntity | null;
  onChange: (value: FoundEntity | null) => void;
};

/** Finds an entity by its name among those that may have KPIs. */
export const EntityPicker = ({ value, onChange }: EntityPickerProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const [typed, setTyped] = useState('');
  const [term, setTerm] = useState('');
  useDebounce(() => setTerm(typed), 250, [typed]);
  const {
    value: options = [],
    loading,
    error,
  } = useCatalogSearch(term, {
    kinds: kindsWithKpis,
    fields: ['metadata.name', 'metadata.title'],
    limit: SHOWN,
    byName: true,
  });
  return (
    <Autocomplete
      id="kpi-tree-draft-entity"
      size="small"
      options={options}
      // The catalog has filtered them already
      filterOptions={all => all}
      value={value}
      loading={loading}
      getOptionLabel={option => option.title}
      getOptionSelected={(option, selected) =>
        option.entityRef === selected.entityRef
      }
      renderOption={option => (
        <span>
          {option.title} <small>{option.entityRef}</small>
        </span>
      )}
      onChange={(_, option) => onChange(option)}
      onInputChange={(_, text, reason) =>
        setTyped(reason === 'input' ? text : '')
      }
      renderInput={props => (
        <TextField
          {...props}
          label={t('try.entity')}
          className={classes.field}
          variant="outlined"
          error={error !== undefined}
          helperText={error && t('try.catalogError')}
        />
      )}
    />
  );
};

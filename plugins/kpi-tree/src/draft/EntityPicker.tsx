import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useState } from 'react';
import useAsync from 'react-use/lib/useAsync';
import useDebounce from 'react-use/lib/useDebounce';
import { kindsWithKpis } from '../entity/isKpiTreeAvailable';
import { kpiTreeTranslationRef } from '../texts';

/** As many as one looks through before typing on. */
const SHOWN = 30;

const useStyles = makeStyles(theme => ({
  // As dark as all that is subtle: the usual grey is too light on the page
  field: { '& label:not(.Mui-focused)': { color: theme.palette.textSubtle } },
}));

/** An entity to choose. */
export type PickedEntity = { entityRef: string; title: string };

type EntityPickerProps = {
  value: PickedEntity | null;
  onChange: (value: PickedEntity | null) => void;
};

/** Finds an entity by its name among those that may have KPIs. */
export const EntityPicker = ({ value, onChange }: EntityPickerProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const [typed, setTyped] = useState('');
  const [term, setTerm] = useState('');
  useDebounce(() => setTerm(typed), 250, [typed]);
  const {
    value: options = [],
    loading,
    error,
  } = useAsync(async () => {
    const { items } = await catalogApi.queryEntities({
      filter: { kind: kindsWithKpis },
      fullTextFilter: {
        term,
        fields: ['metadata.name', 'metadata.title'],
      },
      fields: ['kind', 'metadata.namespace', 'metadata.name', 'metadata.title'],
      orderFields: [{ field: 'metadata.name', order: 'asc' }],
      limit: SHOWN,
    });
    return items.map(
      (entity): PickedEntity => ({
        entityRef: stringifyEntityRef(entity),
        title: entity.metadata.title ?? entity.metadata.name,
      }),
    );
  }, [catalogApi, term]);
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

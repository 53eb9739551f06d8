import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import useAsync from 'react-use/lib/useAsync';
import type { Scope } from '../api';

const useStyles = makeStyles(theme => ({
  root: { maxWidth: 380, '& label': { color: theme.palette.textSubtle } },
}));

type Option = { scope: Scope; title: string; group: string };

const everything: Option = {
  scope: 'all',
  title: 'All services',
  group: 'Everything',
};

/** The kinds of scopes in the order in which they are offered. */
const kinds = ['Domain', 'System', 'Group'];

/** What the tree is about: everything, or a Domain, System or Group. */
export const ScopePicker = ({
  scope,
  onChange,
}: {
  scope: Scope;
  onChange: (scope: Scope) => void;
}) => {
  const classes = useStyles();
  const { options, loading, error } = useScopes();
  const value = options.find(option => option.scope === scope) ?? {
    scope,
    title: scope,
    group: 'Other',
  };
  return (
    <Autocomplete
      className={classes.root}
      id="kpi-tree-scope"
      size="small"
      options={options.includes(value) ? options : [...options, value]}
      value={value}
      loading={loading}
      groupBy={option => option.group}
      getOptionLabel={option => option.title}
      getOptionSelected={(option, selected) => option.scope === selected.scope}
      disableClearable
      onChange={(_, option) => onChange(option.scope)}
      renderInput={props => (
        <TextField
          {...props}
          label="Scope"
          variant="outlined"
          error={error !== undefined}
          helperText={
            error && 'The catalog could not be asked for other scopes'
          }
        />
      )}
    />
  );
};

function useScopes() {
  const catalogApi = useApi(catalogApiRef);
  const { value, loading, error } = useAsync(async () => {
    const { items } = await catalogApi.getEntities({
      filter: { kind: kinds },
      fields: ['kind', 'metadata.namespace', 'metadata.name', 'metadata.title'],
    });
    return items
      .map(entity => ({
        scope: stringifyEntityRef(entity),
        title: entity.metadata.title ?? entity.metadata.name,
        group: `${entity.kind}s`,
        order: kinds.indexOf(entity.kind),
      }))
      .sort((a, b) => a.order - b.order || a.title.localeCompare(b.title));
  }, [catalogApi]);
  return { options: [everything, ...(value ?? [])], loading, error };
}

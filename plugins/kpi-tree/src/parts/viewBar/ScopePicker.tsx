import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete, {
  createFilterOptions,
} from '@material-ui/lab/Autocomplete';
import { useMemo } from 'react';
import type { Scope } from '../../api';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';
import { titleOf } from './titleOf';
import { ScopeOption, useScopes } from '../../queries/useScopes';

const useStyles = makeStyles(theme => ({
  root: { minWidth: 0, '& label': { color: theme.palette.textSubtle } },
}));

/** As many scopes are listed at once; others are found by typing. */
const LISTED = 100;

type Option = {
  scope: Scope;
  title: string;
  kind: ScopeOption['kind'] | 'everything' | 'other' | 'more';
};

type ScopePickerProps = { scope: Scope; onChange: (scope: Scope) => void };

const filterOptions = createFilterOptions<Option>({
  stringify: ({ title, scope }) => `${title} ${scope}`,
});

/** What the page is about: everything, or a Domain, System or Group. */
export const ScopePicker = ({ scope, onChange }: ScopePickerProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const { scopes, loading, error } = useScopes();
  const allServices = t('portal.allServices');
  // The field forgets what is typed into it when it gets another object as its value
  const options = useMemo((): Option[] => {
    const known: Option[] = [
      { scope: 'all', title: allServices, kind: 'everything' },
      ...scopes,
    ];
    return known.some(option => option.scope === scope)
      ? known
      : [...known, { scope, title: titleOf(scope), kind: 'other' }];
  }, [allServices, scopes, scope]);
  const value = options.find(option => option.scope === scope);
  const groups = {
    everything: t('portal.everything'),
    Domain: t('portal.domains'),
    System: t('portal.systems'),
    Group: t('portal.groups'),
    other: t('portal.others'),
    more: ' ',
  };
  return (
    <Autocomplete
      className={classes.root}
      id="kpi-tree-scope"
      size="small"
      options={options}
      value={value}
      loading={loading}
      groupBy={option => groups[option.kind]}
      getOptionLabel={option => option.title}
      getOptionSelected={(option, selected) => option.scope === selected.scope}
      getOptionDisabled={option => option.kind === 'more'}
      filterOptions={(all, state) => {
        const found = filterOptions(all, state);
        const more = found.length - LISTED;
        return more > 0
          ? [
              ...found.slice(0, LISTED),
              {
                scope: '',
                title: t('portal.moreScopes', { number: formatCount(more) }),
                kind: 'more' as const,
              },
            ]
          : found;
      }}
      disableClearable
      onChange={(_, option) => onChange(option.scope)}
      renderInput={props => (
        <TextField
          {...props}
          label={t('portal.scope')}
          variant="outlined"
          // The value comes later than the label
          InputLabelProps={{ ...props.InputLabelProps, shrink: true }}
          error={error !== undefined}
          helperText={error && t('portal.scopesError')}
        />
      )}
    />
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useState } from 'react';
import useDebounce from 'react-use/lib/useDebounce';
import { useCatalogSearch } from '../../queries/useCatalogSearch';
import type { Me } from '../../queries/useMe';
import { kpiTreeTranslationRef } from '../../texts';

/** As many as one looks through before typing on. */
const SHOWN = 20;

const useStyles = makeStyles(theme => ({
  field: { '& label': { color: theme.palette.textSubtle } },
}));

type OwnerPickerProps = {
  me: Me | undefined;
  /** An entity reference; the user and her groups if not given. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
};

/** Whose KPIs are listed: the user's, those of one of her groups, or of another. */
export const OwnerPicker = ({ me, value, onChange }: OwnerPickerProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const [typed, setTyped] = useState('');
  const { found, loading, error } = useOwnerSearch(typed);
  const mine = me ? [me.user, ...me.groups] : [];
  const others = [...new Set([...(value ? [value] : []), ...found])].filter(
    ref => !mine.includes(ref),
  );
  return (
    <Autocomplete
      id="kpi-tree-owned-owner"
      size="small"
      options={['', ...mine, ...others]}
      // The catalog has filtered the others already, of mine there are few
      filterOptions={all => all}
      value={value ?? ''}
      loading={loading}
      loadingText={t('mine.ownersLoading')}
      disableClearable
      groupBy={option =>
        option === '' || mine.includes(option)
          ? t('mine.ownersOfMine')
          : t('mine.ownersFound')
      }
      getOptionLabel={option => optionLabel(option)}
      renderOption={option =>
        option ? <OwnerName entityRef={option} me={me} /> : t('mine.ownerMine')
      }
      onChange={(_, option) => onChange(option || undefined)}
      onInputChange={(_, text, reason) =>
        setTyped(reason === 'input' ? text : '')
      }
      renderInput={params => (
        <TextField
          {...params}
          className={classes.field}
          label={t('mine.owner')}
          variant="outlined"
          placeholder={t('mine.ownersHint')}
          error={error !== undefined}
          helperText={error && t('mine.ownersError')}
        />
      )}
    />
  );

  function optionLabel(option: string): string {
    if (!option) {
      return t('mine.ownerMine');
    }
    return option === me?.user ? t('mine.ownerMe') : nameOf(option);
  }
};

function OwnerName({
  entityRef,
  me,
}: {
  entityRef: string;
  me: Me | undefined;
}) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { primaryTitle, secondaryTitle } = useEntityPresentation(entityRef, {
    defaultKind: 'group',
  });
  return (
    <span>
      {entityRef === me?.user ? t('mine.ownerMe') : primaryTitle}{' '}
      <small>{secondaryTitle ?? entityRef}</small>
    </span>
  );
}

/** What a reference is called where its entity is not loaded: its name. */
function nameOf(entityRef: string): string {
  return entityRef.slice(entityRef.lastIndexOf('/') + 1);
}

/** The Groups and Users whose name has a text. */
function useOwnerSearch(typed: string) {
  const [term, setTerm] = useState('');
  useDebounce(() => setTerm(typed.trim()), 250, [typed]);
  const { value, loading, error } = useCatalogSearch(term || undefined, {
    kinds: ['Group', 'User'],
    fields: ['metadata.name', 'metadata.title', 'spec.profile.displayname'],
    limit: SHOWN,
  });
  return {
    found: value?.map(({ entityRef }) => entityRef) ?? [],
    loading,
    error,
  };
}

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useId, useState } from 'react';
import useDebounce from 'react-use/lib/useDebounce';
import { useCatalogSearch } from '../../queries/useCatalogSearch';
import type { Me } from '../../queries/useMe';
import { kpiTreeTranslationRef } from '../../texts';

/** As many as one looks through before typing on. */
const SHOWN = 20;

const useStyles = makeStyles(theme => ({
  field: { '& label': { color: theme.palette.textSubtle } },
}));

/** Stands for the user and all of her groups. */
export const MINE = 'mine';

type OwnerPickerProps = {
  me: Me | undefined;
  /** An entity reference. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  label: string;
  /** What it means if nobody is chosen; somebody has to be if not given. */
  noOwner?: string;
  /** What the choice {@link MINE} is called, where there is one. */
  allMine?: string;
  /** Stands below the field. */
  hint?: string;
};

/** A choice of a user or group: the user herself, one of her groups, or another. */
export const OwnerPicker = (props: OwnerPickerProps) => {
  const { me, value, onChange, label, noOwner, allMine, hint } = props;
  const id = useId();
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const [typed, setTyped] = useState('');
  const { found, loading, error } = useOwnerSearch(typed);
  const mine = [
    ...(allMine === undefined ? [] : [MINE]),
    ...(me ? [me.user, ...me.groups] : []),
  ];
  const others = [...new Set([...(value ? [value] : []), ...found])].filter(
    ref => !mine.includes(ref),
  );
  return (
    <Autocomplete
      id={`kpi-tree-owner-${id}`}
      size="small"
      options={[...(noOwner === undefined ? [] : ['']), ...mine, ...others]}
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
        option && option !== MINE ? (
          <OwnerName entityRef={option} me={me} />
        ) : (
          optionLabel(option)
        )
      }
      onChange={(_, option) => onChange(option || undefined)}
      onInputChange={(_, text, reason) =>
        setTyped(reason === 'input' ? text : '')
      }
      renderInput={params => (
        <TextField
          {...params}
          className={classes.field}
          label={label}
          required={noOwner === undefined}
          variant="outlined"
          placeholder={t('mine.ownersHint')}
          error={error !== undefined}
          helperText={error ? t('mine.ownersError') : hint}
        />
      )}
    />
  );

  function optionLabel(option: string): string {
    if (!option) {
      return noOwner ?? '';
    }
    if (option === MINE) {
      return allMine ?? '';
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

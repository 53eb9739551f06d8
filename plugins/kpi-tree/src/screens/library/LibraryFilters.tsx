import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';
import { filterOptions, LibraryFilter, Option } from './libraryFilter';
import type { Library } from './libraryOf';
import { SearchField } from './SearchField';

const ANY = '';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
  },
  search: { flex: '1 1 100%' },
  field: {
    flex: '1 1 140px',
    maxWidth: 280,
    '& label': { color: theme.palette.textSubtle },
  },
}));

/** The choices in the order in which they stand. */
const choices = [
  'stream',
  'process',
  'persona',
  'tag',
  'lifecycle',
  'origin',
] as const;

type LibraryFiltersProps = {
  library: Library;
  filter: LibraryFilter;
  onChange: (filter: LibraryFilter) => void;
};

/** Which definitions of the library are shown, with how many KPIs there are of each. */
export const LibraryFilters = (props: LibraryFiltersProps) => {
  const { library, filter, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const options = filterOptions(library);
  const nameOf = (choice: (typeof choices)[number], option: Option) =>
    choice === 'lifecycle' || choice === 'origin'
      ? t(`library.${option.value as 'own' | 'production'}`)
      : option.title;
  return (
    <div className={classes.root} role="search">
      <div className={classes.search}>
        <SearchField
          value={filter.query ?? ''}
          onChange={query => onChange({ ...filter, query })}
        />
      </div>
      {choices.map(choice => (
        <TextField
          key={choice}
          className={classes.field}
          id={`kpi-tree-library-${choice}`}
          select
          size="small"
          variant="outlined"
          label={t(`library.${choice}`)}
          InputLabelProps={{ shrink: true }}
          SelectProps={{ displayEmpty: true }}
          value={
            options[choice].some(({ value }) => value === filter[choice])
              ? filter[choice]
              : ANY
          }
          onChange={({ target }) =>
            onChange({ ...filter, [choice]: target.value || undefined })
          }
        >
          <MenuItem value={ANY}>
            {t('library.any', { total: formatCount(library.kpis.length) })}
          </MenuItem>
          {options[choice].map(option => (
            <MenuItem key={option.value} value={option.value}>
              {t('library.option', {
                name: nameOf(choice, option),
                total: formatCount(option.count),
              })}
            </MenuItem>
          ))}
        </TextField>
      ))}
      {Object.values(filter).some(Boolean) && (
        <Button size="small" color="primary" onClick={() => onChange({})}>
          {t('library.clear')}
        </Button>
      )}
    </div>
  );
};

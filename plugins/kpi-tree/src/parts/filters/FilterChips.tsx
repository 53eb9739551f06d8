import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import type { Filters } from '../view/useView';
import { kpiTreeTranslationRef } from '../../texts';
import type { FilterChoices } from './filterChoices';
import { useFilterLabels } from './useFilterLabels';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: theme.spacing(1.5, 0, 0),
    padding: 0,
    listStyle: 'none',
  },
  chip: {
    display: 'inline-flex',
    alignItems: 'center',
    maxWidth: '100%',
    minHeight: 28,
    paddingLeft: theme.spacing(1.25),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 14,
    fontSize: theme.typography.body2.fontSize,
    backgroundColor: theme.palette.background.paper,
  },
  name: { color: theme.palette.textSubtle },
  text: { overflowWrap: 'anywhere' },
  remove: { width: 26, height: 26, padding: 0 },
  clear: { textTransform: 'none' },
}));

type FilterChipsProps = {
  names: (keyof Filters)[];
  filters: Filters;
  choices: FilterChoices;
  onChange: (filters: Filters) => void;
};

/** What is filtered by; each entry can be taken away. */
export const FilterChips = ({
  names,
  filters,
  choices,
  onChange,
}: FilterChipsProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const labels = useFilterLabels(choices);
  const chips = names.flatMap(name =>
    filters[name].map(value => ({
      name,
      value,
      text: labels.valueOf(name, value),
    })),
  );
  if (!chips.length) {
    return null;
  }
  const without = (name: keyof Filters, value: string): Filters => ({
    ...filters,
    [name]: (filters[name] as string[]).filter(each => each !== value),
  });
  const cleared = Object.fromEntries(names.map(name => [name, []]));
  return (
    <ul className={classes.root} aria-label={t('portal.filters')}>
      {chips.map(({ name, value, text }) => (
        <li key={`${name} ${value}`} className={classes.chip}>
          <span className={classes.text}>
            <span className={classes.name}>{labels.names[name]}:</span> {text}
          </span>
          <IconButton
            className={classes.remove}
            aria-label={t('portal.removeFilter', {
              filter: `${labels.names[name]}: ${text}`,
            })}
            onClick={() => onChange(without(name, value))}
          >
            <CloseIcon fontSize="small" />
          </IconButton>
        </li>
      ))}
      <li>
        <Button
          size="small"
          color="primary"
          className={classes.clear}
          onClick={() => onChange({ ...filters, ...cleared })}
        >
          {t('portal.clearFilters')}
        </Button>
      </li>
    </ul>
  );
};

import Checkbox from '@material-ui/core/Checkbox';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type { Filters } from '../view/useView';
import type { FilterChoices } from './filterChoices';
import { useFilterLabels } from './useFilterLabels';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    '& label': { color: theme.palette.textSubtle },
  },
}));

type FilterFieldsProps = {
  /** Which of the filters there are. */
  names: (keyof Filters)[];
  filters: Filters;
  choices: FilterChoices;
  onChange: (filters: Filters) => void;
};

/** A field a filter, in which any number of entries can be chosen. */
export const FilterFields = ({
  names,
  filters,
  choices,
  onChange,
}: FilterFieldsProps) => {
  const classes = useStyles();
  const labels = useFilterLabels(choices);
  return (
    <div className={classes.root}>
      {names.map(name => (
        <Autocomplete<string, true>
          key={name}
          id={`kpi-tree-filter-${name}`}
          multiple
          size="small"
          limitTags={3}
          disableCloseOnSelect
          options={
            name === 'streams'
              ? choices.streams.map(({ id }) => id)
              : choices[name]
          }
          value={filters[name]}
          getOptionLabel={value => labels.valueOf(name, value)}
          renderOption={(value, { selected }) => (
            <>
              <Checkbox
                size="small"
                color="primary"
                checked={selected}
                tabIndex={-1}
                inputProps={{ 'aria-hidden': true }}
              />
              {labels.valueOf(name, value)}
            </>
          )}
          onChange={(_, values) => onChange({ ...filters, [name]: values })}
          renderInput={props => (
            <TextField
              {...props}
              label={labels.names[name]}
              variant="outlined"
            />
          )}
        />
      ))}
    </div>
  );
};

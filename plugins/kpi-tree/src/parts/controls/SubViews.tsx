import { makeStyles } from '@material-ui/core/styles';
import { SegmentedControl } from './SegmentedControl';
import { useKpiTreeParams } from '../view/useKpiTreeParams';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(2) },
}));

type SubViewsProps = {
  label: string;
  value: string;
  /** The first is shown where the address names none. */
  options: { value: string; label: string }[];
};

/** The parts of a tab, of which one is shown; the address says which. */
export const SubViews = ({ label, value, options }: SubViewsProps) => {
  const classes = useStyles();
  const { update } = useKpiTreeParams();
  if (options.length < 2) {
    return null;
  }
  return (
    <div className={classes.root}>
      <SegmentedControl
        label={label}
        value={value}
        options={options}
        onChange={next =>
          update(
            { view: next === options[0].value ? undefined : next },
            { push: true },
          )
        }
      />
    </div>
  );
};

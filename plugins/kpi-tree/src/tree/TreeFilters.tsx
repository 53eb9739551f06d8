import { makeStyles } from '@material-ui/core/styles';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import type { ScorecardTree } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { SegmentedControl } from '../common/SegmentedControl';
import { useKpiTreeParams } from '../state/useKpiTreeParams';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
  },
  tree: { minWidth: 180, '& label': { color: theme.palette.textSubtle } },
}));

type TreeFiltersProps = {
  trees: ScorecardTree[];
  /** The name of the tree that is shown. */
  tree: string;
  /** How many KPIs need attention. */
  attention: number;
};

/** Which tree is shown, and which of its KPIs. */
export const TreeFilters = ({ trees, tree, attention }: TreeFiltersProps) => {
  const classes = useStyles();
  const { params, update } = useKpiTreeParams();
  return (
    <div className={classes.root}>
      {trees.length > 1 && (
        <TextField
          select
          className={classes.tree}
          id="kpi-tree-tree"
          label="Tree"
          variant="outlined"
          size="small"
          value={tree}
          onChange={event =>
            update({
              tree: event.target.value,
              folded: undefined,
              kpi: undefined,
            })
          }
        >
          {trees.map(({ name, title }) => (
            <MenuItem key={name} value={name}>
              {title}
            </MenuItem>
          ))}
        </TextField>
      )}
      <SegmentedControl
        label="KPIs"
        value={params.status === 'attention' ? 'attention' : 'all'}
        options={[
          { value: 'all', label: 'All KPIs' },
          { value: 'attention', label: `Needs attention (${attention})` },
        ]}
        onChange={value =>
          update({ status: value === 'all' ? undefined : value })
        }
      />
    </div>
  );
};

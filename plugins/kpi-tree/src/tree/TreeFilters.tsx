import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import type { ScorecardTree } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { SegmentedControl } from '../common/SegmentedControl';
import { useKpiTreeParams } from '../state/useKpiTreeParams';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../translation';

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
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const classes = useStyles();
  const { params, update } = useKpiTreeParams();
  return (
    <div className={classes.root}>
      {trees.length > 1 && (
        <TextField
          select
          className={classes.tree}
          id="kpi-tree-tree"
          label={t('tree.tree')}
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
        label={t('tree.kpis')}
        value={params.status === 'attention' ? 'attention' : 'all'}
        options={[
          { value: 'all', label: t('tree.allKpis') },
          {
            value: 'attention',
            label: t('tree.attention', { number: formatCount(attention) }),
          },
        ]}
        onChange={value =>
          update({ status: value === 'all' ? undefined : value })
        }
      />
    </div>
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import type { ScorecardTree } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: { minWidth: 0, '& label': { color: theme.palette.textSubtle } },
}));

type TreePickerProps = {
  trees: ScorecardTree[];
  /** The name of the tree that is shown. */
  tree: string;
  onChange: (tree: string) => void;
};

/** Which of the trees of a scope is shown. */
export const TreePicker = ({ trees, tree, onChange }: TreePickerProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return (
    <TextField
      select
      className={classes.root}
      id="kpi-tree-tree"
      label={t('tree.tree')}
      variant="outlined"
      size="small"
      value={tree}
      InputLabelProps={{ shrink: true }}
      onChange={event => onChange(event.target.value)}
    >
      {trees.map(({ name, title }) => (
        <MenuItem key={name} value={name}>
          {title}
        </MenuItem>
      ))}
    </TextField>
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import InputAdornment from '@material-ui/core/InputAdornment';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import GetAppIcon from '@material-ui/icons/GetApp';
import SearchIcon from '@material-ui/icons/Search';
import { SegmentedControl } from '../../parts/controls/SegmentedControl';
import { kpiTreeTranslationRef } from '../../texts';
import type { GroupBy } from './heatmapRows';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    '& label': { color: theme.palette.textSubtle },
  },
  field: {
    width: 200,
    [theme.breakpoints.down('xs')]: { width: '100%' },
  },
  group: { width: 130 },
  end: { marginLeft: 'auto' },
}));

type HeatmapToolbarProps = {
  group?: GroupBy;
  compact: boolean;
  query: string;
  saving: boolean;
  onGroup: (group: GroupBy | undefined) => void;
  onCompact: (compact: boolean) => void;
  onQuery: (query: string) => void;
  onSave: () => void;
};

/** Which services are shown, and how. */
export const HeatmapToolbar = (props: HeatmapToolbarProps) => {
  const { group, compact, query, saving } = props;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  return (
    <div
      className={classes.root}
      role="group"
      aria-label={t('heatmap.options')}
    >
      <TextField
        id="kpi-tree-heatmap-query"
        className={classes.field}
        label={t('heatmap.find')}
        type="search"
        size="small"
        variant="outlined"
        value={query}
        onChange={event => props.onQuery(event.target.value)}
        InputProps={{
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" />
            </InputAdornment>
          ),
        }}
      />
      <TextField
        select
        size="small"
        variant="outlined"
        id="kpi-tree-heatmap-group"
        className={classes.group}
        label={t('heatmap.group.label')}
        value={group ?? 'none'}
        onChange={({ target: { value } }) =>
          props.onGroup(
            value === 'system' || value === 'owner' ? value : undefined,
          )
        }
      >
        {(['none', 'system', 'owner'] as const).map(by => (
          <MenuItem key={by} value={by}>
            {t(`heatmap.group.${by}`)}
          </MenuItem>
        ))}
      </TextField>
      <SegmentedControl
        label={t('heatmap.density.label')}
        value={compact ? 'compact' : 'comfortable'}
        options={(['comfortable', 'compact'] as const).map(value => ({
          value,
          label: t(`heatmap.density.${value}`),
        }))}
        onChange={value => props.onCompact(value === 'compact')}
      />
      <Button
        className={classes.end}
        size="small"
        variant="outlined"
        startIcon={<GetAppIcon />}
        disabled={saving}
        onClick={props.onSave}
      >
        {t('heatmap.saveCsv')}
      </Button>
    </div>
  );
};

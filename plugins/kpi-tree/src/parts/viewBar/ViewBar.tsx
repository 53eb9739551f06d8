import { makeStyles, useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type { ScorecardTree } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';
import { BadgeButton } from '../badge/BadgeButton';
import { FollowButton } from '../follow/FollowButton';
import { FilterChips } from '../filters/FilterChips';
import { filterChoices } from '../filters/filterChoices';
import type { KpiTreeParams } from '../view/useKpiTreeParams';
import { useScorecardOfView } from '../view/useScorecardOfView';
import { filterParams, useView } from '../view/useView';
import { AsOfNotice } from './AsOfNotice';
import { FoldedControls } from './FoldedControls';
import { ShareButton } from './ShareButton';
import type { Controls } from './Controls';
import { ViewControls } from './ViewControls';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(2.5) },
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1.5),
  },
  give: { display: 'flex', marginLeft: 'auto' },
}));

type ViewBarProps = {
  takes: Controls;
  /** What the panel below is about. */
  scope: Scope;
  /** The KPI of the scope that it is about, if it is about one. */
  kpi?: string;
  onChange: (changes: KpiTreeParams) => void;
  /** What of the address a shared link says in any case. */
  shared: KpiTreeParams;
};

/** What the panel below is about: its scope, tree, days and filters. */
export const ViewBar = (props: ViewBarProps) => {
  const { takes } = props;
  if (!Object.keys(takes).length) {
    return null;
  }
  return takes.tree || takes.filters ? (
    <TreeBar {...props} />
  ) : (
    <Bar {...props} trees={[]} />
  );
};

function TreeBar(props: ViewBarProps) {
  const { value } = useScorecardOfView(props.scope);
  return <Bar {...props} trees={value?.trees ?? []} />;
}

function Bar({
  takes,
  scope,
  kpi,
  trees,
  onChange,
  shared,
}: ViewBarProps & { trees: ScorecardTree[] }) {
  const classes = useStyles();
  const folded = useMediaQuery(useTheme().breakpoints.down('xs'), {
    noSsr: true,
  });
  const view = useView();
  const { asOf, filters } = view;
  const shown = trees.find(({ name }) => name === view.tree) ?? trees.at(0);
  const choices = filterChoices(shown?.root, filters);
  const controls = {
    takes,
    view: { ...view, scope },
    trees,
    tree: shown?.name,
    choices,
    onChange,
  };
  return (
    <div className={classes.root}>
      <div className={classes.controls}>
        {folded ? (
          <FoldedControls {...controls} />
        ) : (
          <ViewControls {...controls} />
        )}
        <div className={classes.give}>
          <FollowButton scope={scope} kpi={kpi} />
          {scope !== 'all' && (
            <BadgeButton scope={scope} tree={shown?.name} kpi={kpi} />
          )}
          <ShareButton shared={shared} />
        </div>
      </div>
      <FilterChips
        names={takes.filters ?? []}
        filters={filters}
        choices={choices}
        onChange={next => onChange(filterParams(next))}
      />
      {takes.asOf && asOf && (
        <AsOfNotice asOf={asOf} onNow={() => onChange({ asOf: undefined })} />
      )}
    </div>
  );
}

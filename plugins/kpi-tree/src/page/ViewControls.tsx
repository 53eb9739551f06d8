import { makeStyles } from '@material-ui/core/styles';
import type { ScorecardTree } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { AsOfSelect } from '../filter/AsOfSelect';
import { CompareSelect } from '../filter/CompareSelect';
import { FilterButton } from '../filter/FilterButton';
import type { FilterChoices } from '../filter/filterChoices';
import { FilterFields } from '../filter/FilterFields';
import { ScopePicker } from '../scope/ScopePicker';
import type { KpiTreeParams } from '../state/useKpiTreeParams';
import { filterParams, View } from '../state/useView';
import { TreePicker } from '../tree/TreePicker';
import type { Controls } from './tabs';

const useStyles = makeStyles({
  scope: { flex: '1 1 200px', maxWidth: 300 },
  stacked: { maxWidth: 'none' },
});

export type ViewControlsProps = {
  takes: Controls;
  view: View;
  trees: ScorecardTree[];
  /** The name of the tree that is shown. */
  tree?: string;
  choices: FilterChoices;
  onChange: (changes: KpiTreeParams) => void;
  /** One below the other, the filters among them. */
  stacked?: boolean;
};

/** The controls that a tab takes. */
export const ViewControls = ({
  takes,
  view,
  trees,
  tree,
  choices,
  onChange,
  stacked = false,
}: ViewControlsProps) => {
  const classes = useStyles();
  const filters = {
    names: takes.filters ?? [],
    filters: view.filters,
    choices,
    onChange: (next: View['filters']) => onChange(filterParams(next)),
  };
  return (
    <>
      {takes.scope && (
        <div className={stacked ? classes.stacked : classes.scope}>
          <ScopePicker
            scope={view.scope}
            onChange={scope => onChange({ scope, folded: undefined })}
          />
        </div>
      )}
      {takes.tree && tree && trees.length > 1 && (
        <TreePicker
          trees={trees}
          tree={tree}
          onChange={next => onChange({ tree: next, folded: undefined })}
        />
      )}
      {takes.asOf && (
        <AsOfSelect asOf={view.asOf} onChange={asOf => onChange({ asOf })} />
      )}
      {takes.compare && (
        <CompareSelect
          compare={view.compare}
          asOf={view.asOf}
          onChange={compare => onChange({ compare })}
        />
      )}
      {filters.names.length > 0 &&
        (stacked ? (
          <FilterFields {...filters} />
        ) : (
          <FilterButton {...filters} />
        ))}
    </>
  );
};

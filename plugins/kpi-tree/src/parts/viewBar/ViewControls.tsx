import { makeStyles } from '@material-ui/core/styles';
import type { ScorecardTree } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { AsOfSelect } from '../filters/AsOfSelect';
import { CompareSelect } from '../filters/CompareSelect';
import { FilterButton } from '../filters/FilterButton';
import type { FilterChoices } from '../filters/filterChoices';
import { FilterFields } from '../filters/FilterFields';
import { ScopePicker } from './ScopePicker';
import type { KpiTreeParams } from '../view/useKpiTreeParams';
import { filterParams, View } from '../view/useView';
import { TreePicker } from './TreePicker';
import type { Controls } from './Controls';

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

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { ScorecardTree } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { ReactNode } from 'react';
import { SegmentedControl } from '../../parts/controls/SegmentedControl';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';
import { TreePicker } from '../../parts/viewBar/TreePicker';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
  },
}));

type TreeFiltersProps = {
  /** Those among which one can choose here. */
  trees: ScorecardTree[];
  /** The name of the tree that is shown. */
  tree: string;
  /** How many KPIs need attention. */
  attention: number;
  /** What narrows the values that are shown. */
  children?: ReactNode;
};

/** Which tree is shown, which of its KPIs, and how. */
export const TreeFilters = ({
  trees,
  tree,
  attention,
  children,
}: TreeFiltersProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const classes = useStyles();
  const { params, update } = useKpiTreeParams();
  return (
    <div className={classes.root}>
      {trees.length > 1 && (
        <TreePicker
          trees={trees}
          tree={tree}
          onChange={name =>
            update({ tree: name, folded: undefined, kpi: undefined })
          }
        />
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
      <SegmentedControl
        label={t('portal.layout')}
        value={params.layout === 'picture' ? 'picture' : 'table'}
        options={[
          { value: 'table', label: t('portal.table') },
          { value: 'picture', label: t('portal.picture') },
        ]}
        onChange={value =>
          update({ layout: value === 'table' ? undefined : value })
        }
      />
      {children}
    </div>
  );
};

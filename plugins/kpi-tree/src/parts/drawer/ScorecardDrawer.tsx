import type {
  Scorecard,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { lazy, Suspense } from 'react';
import { useKpiTreeParams } from '../view/useKpiTreeParams';
import { findKpi } from '../nodes/treeRows';

// The drawer brings the chart: whoever only looks at the tree does not load it.
const KpiDrawer = lazy(() =>
  import('./KpiDrawer').then(m => ({ default: m.KpiDrawer })),
);

/** What of the address is about the drawer, when it shows nothing. */
export const closedDrawer = {
  kpi: undefined,
  period: undefined,
  records: undefined,
  against: undefined,
  from: undefined,
  to: undefined,
  by: undefined,
};

type ScorecardDrawerProps = {
  scorecard: Scorecard;
  tree: ScorecardTree;
  /** The drawer of a node is gone: the place for focus to return to. */
  onClosed: (id: string) => void;
};

/** The drawer of the KPI of a tree that the address names. */
export const ScorecardDrawer = ({
  scorecard,
  tree,
  onClosed,
}: ScorecardDrawerProps) => {
  const { params, update } = useKpiTreeParams();
  return (
    <Suspense fallback={null}>
      <KpiDrawer
        scorecard={scorecard}
        tree={tree}
        node={params.kpi ? findKpi(tree.root, params.kpi) : undefined}
        onClose={() => update(closedDrawer)}
        onClosed={onClosed}
      />
    </Suspense>
  );
};

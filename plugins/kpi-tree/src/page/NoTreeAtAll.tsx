import { EmptyState } from '@backstage/core-components';
import type { Scope } from '../api';

/** There is no tree for the portfolio, or none that applies to a scope. */
export const NoTreeAtAll = ({ scope }: { scope: Scope }) => (
  <EmptyState
    missing="content"
    title={scope === 'all' ? 'There is no KPI tree yet' : 'No KPI tree here'}
    description={
      scope === 'all'
        ? 'Add an entity of kind KpiTree to the catalog. If you did and it does not appear, the tab Problems says why.'
        : 'No member of this scope has a KPI tree. Attach one with the annotation kpi-tree.io/tree.'
    }
  />
);

import type {
  ActionCounts,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { createContext, ReactNode, useContext, useMemo } from 'react';
import type { Scope } from '../../api';
import { useActionCounts } from '../../queries/useActions';

type Count = Pick<ActionCounts, 'open' | 'overdue'>;

type Counts = { kpis: Map<string, Count>; nodes: Map<string, Count> };

const CountsContext = createContext<Counts | undefined>(undefined);

type ActionCountsProviderProps = {
  scope: Scope;
  /** Name of the tree that is shown. */
  tree: string;
  children: ReactNode;
};

/** Asks once how many actions are not finished, for all rows of a tree. */
export const ActionCountsProvider = (props: ActionCountsProviderProps) => {
  const { scope, tree, children } = props;
  const { value } = useActionCounts(scope);
  const counts = useMemo(() => {
    if (!value?.items.length) {
      return undefined;
    }
    const found: Counts = { kpis: new Map(), nodes: new Map() };
    for (const item of value.items) {
      if (item.kpi !== undefined) {
        found.kpis.set(item.kpi, item);
      } else if (item.tree === tree && item.node !== undefined) {
        found.nodes.set(item.node, item);
      }
    }
    return found;
  }, [value, tree]);
  return (
    <CountsContext.Provider value={counts}>{children}</CountsContext.Provider>
  );
};

/**
 * How many actions of a node and of what is below it are not finished; nothing if none is,
 * or it is not known.
 */
export function useActionCount(node: ScorecardNode): Count | undefined {
  const counts = useContext(CountsContext);
  return useMemo(() => {
    if (!counts) {
      return undefined;
    }
    const sum: Count = { open: 0, overdue: 0 };
    const add = (count: Count | undefined) => {
      sum.open += count?.open ?? 0;
      sum.overdue += count?.overdue ?? 0;
    };
    const kpis = new Set<string>();
    const visit = (each: ScorecardNode) => {
      if (each.kind === 'kpi') {
        // One that does not exist has no name
        if (each.kpi !== undefined) {
          kpis.add(each.kpi);
        }
      } else {
        add(counts.nodes.get(each.id));
        each.children.forEach(visit);
      }
    };
    visit(node);
    // A KPI may stand in several places
    kpis.forEach(kpi => add(counts.kpis.get(kpi)));
    return sum.open ? sum : undefined;
  }, [counts, node]);
}

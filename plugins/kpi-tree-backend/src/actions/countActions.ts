import {
  Action,
  ActionCounts,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * How many of some actions are not finished, by KPI and by node.
 *
 * @param isOverdue - whether one should be done and is not
 */
export function countActions(
  actions: Action[],
  isOverdue: (action: Action) => boolean,
): ActionCounts {
  const counts: ActionCounts = { open: 0, overdue: 0, items: [] };
  const bySubject = new Map<string, ActionCounts['items'][number]>();
  for (const action of actions) {
    const { kpi, tree, node, state } = action;
    if (state !== 'open' && state !== 'proposed') {
      continue;
    }
    const key = kpi ?? `${tree} ${node}`;
    let item = bySubject.get(key);
    if (!item) {
      item = {
        ...(kpi === undefined ? { tree, node } : { kpi }),
        open: 0,
        overdue: 0,
      };
      bySubject.set(key, item);
    }
    const overdue = isOverdue(action) ? 1 : 0;
    counts.open++;
    counts.overdue += overdue;
    item.open++;
    item.overdue += overdue;
  }
  return { ...counts, items: [...bySubject.values()] };
}

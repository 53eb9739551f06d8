import { useApi } from '@backstage/core-plugin-api';
import type {
  ActionChange,
  ActionCounts,
  ActionPage,
  ApiQuery,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { usePages } from './usePages';
import { useQuestion } from './useQuestion';

const PAGE = 50;

/** The questions whose answers change when somebody writes an action. */
export const actionQuestions = [
  'action-changes',
  'action-counts',
  'actions',
  'quality',
];

/** What is asked of actions; all that the user may read if nothing is. */
export type ActionQuery = Omit<
  NonNullable<ApiQuery<'/v1/actions'>>,
  'limit' | 'cursor'
>;

/**
 * Actions page by page: overdue ones first. While others are loaded those before stay,
 * with `loading`.
 *
 * @param query - nothing is asked if it is not given
 */
export function useActions(query: ActionQuery | undefined) {
  const api = useApi(kpiTreeApiRef);
  return usePages<ActionPage>(
    query ? [api, 'actions', query] : null,
    cursor => api.getActions({ ...query, limit: PAGE, cursor }),
    { keep: true },
  );
}

/** How many actions of a scope and its members are not finished. */
export function useActionCounts(scope: Scope) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<ActionCounts>([api, 'action-counts', scope], () =>
    api.getActionCounts({ scope, below: true }),
  );
}

/** What an action was like after each change, the newest first. */
export function useActionChanges(id: string) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<{ items: ActionChange[] }>(
    [api, 'action-changes', id],
    () => api.getActionChanges(id),
  );
}

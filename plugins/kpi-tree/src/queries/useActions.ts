import { useApi } from '@backstage/core-plugin-api';
import type {
  ActionChange,
  ActionPage,
  ApiQuery,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { usePages } from './usePages';
import { useQuestion } from './useQuestion';

const PAGE = 25;

/** The questions whose answers change when somebody writes an action. */
export const actionQuestions = ['action-changes', 'actions', 'quality'];

/** What is asked of actions; all that the user may read if nothing is. */
export type ActionQuery = Omit<
  NonNullable<ApiQuery<'/v1/actions'>>,
  'limit' | 'cursor'
>;

/**
 * Actions page by page: overdue ones first. While others are loaded those before stay,
 * with `loading`.
 */
export function useActions(query: ActionQuery) {
  const api = useApi(kpiTreeApiRef);
  return usePages<ActionPage>(
    [api, 'actions', query],
    cursor => api.getActions({ ...query, limit: PAGE, cursor }),
    { keep: true },
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

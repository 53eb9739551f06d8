import { useApi } from '@backstage/core-plugin-api';
import type {
  ReviewPage,
  ReviewView,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { useQuestion } from './useQuestion';

/** The questions whose answers change when somebody writes in a review. */
export const reviewQuestions = ['review', 'reviews'];

/** The reviews of a scope by a tree, the newest period first. */
export function useReviews(scope: Scope, tree: string | undefined) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<ReviewPage>(
    tree === undefined ? null : [api, 'reviews', scope, tree],
    () => api.getReviews({ scope, tree }),
  );
}

/** One review, with what it shows. */
export function useReview(id: string) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<ReviewView>([api, 'review', id], () => api.getReview(id));
}

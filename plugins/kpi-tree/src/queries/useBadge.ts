import { useApi } from '@backstage/core-plugin-api';
import { kpiTreeApiRef, Scope } from '../api';
import { useQuestion } from './useQuestion';

type Request = {
  tree?: string;
  kpi?: string;
  /** The text on the left; the usual one if empty. */
  label: string;
};

/**
 * A badge, and the address that READMEs show. While that with another label is loaded
 * the one before stays.
 */
export function useBadge(scope: Scope, { tree, kpi, label }: Request) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<{ url: string; svg: string }>(
    [api, 'badge', scope, tree, kpi, label],
    () => api.getBadge(scope, { tree, kpi, label: label || undefined }),
    { keep: true },
  );
}

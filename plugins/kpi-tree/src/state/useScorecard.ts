import { useApi } from '@backstage/core-plugin-api';
import useAsyncRetry from 'react-use/lib/useAsyncRetry';
import { kpiTreeApiRef, Scope } from '../api';

/** The evaluated trees of a scope. */
export function useScorecard(scope: Scope) {
  const api = useApi(kpiTreeApiRef);
  return useAsyncRetry(() => api.getScorecard(scope), [api, scope]);
}

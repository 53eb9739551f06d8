import { useApi } from '@backstage/core-plugin-api';
import type {
  Contribution,
  ContributionBy,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef, Scope } from '../api';
import { useQuestion } from './useQuestion';

type Request = {
  /** Dates in the periods that are compared. */
  from: string;
  to: string;
  by: ContributionBy;
};

/** Which members explain the change of a KPI of a scope between two periods. */
export function useContributions(
  scope: Scope,
  kpi: string,
  { from, to, by }: Request,
) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<Contribution>(
    [api, 'contributions', scope, kpi, from, to, by],
    () => api.getContributions(scope, kpi, { from, to, by }),
    // What can be chosen depends on the answer, and stays in its place meanwhile
    { keep: true },
  );
}

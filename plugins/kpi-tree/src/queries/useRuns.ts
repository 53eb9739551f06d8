import { useApi } from '@backstage/core-plugin-api';
import type { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { useQuestion } from './useQuestion';

type Request = {
  source: string;
  limit: number;
  /** The run that the source names as its last; another is a reason to look again. */
  lastRun: Run;
};

/** The latest runs of a source, the newest first. While more are read those before stay. */
export function useRuns({ source, limit, lastRun: { id, state } }: Request) {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<{ items: Run[]; nextCursor?: string }>(
    [api, 'runs', source, limit, id, state],
    () => api.getRuns({ source, limit }),
    { keep: true },
  );
}

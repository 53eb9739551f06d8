import { useApi } from '@backstage/core-plugin-api';
import type { Source } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeApiRef } from '../api';
import { useQuestion } from './useQuestion';

/** The sources and their last runs. */
export function useSources() {
  const api = useApi(kpiTreeApiRef);
  return useQuestion<{ items: Source[] }>([api, 'sources'], () =>
    api.getSources(),
  );
}

import { useApi } from '@backstage/core-plugin-api';
import useAsync from 'react-use/lib/useAsync';
import { kpiTreeApiRef } from '../api';

/**
 * The definition of a KPI and the versions that redefined it; nothing where the
 * user may not read it. The numbers do not depend on it, so it never fails.
 */
export function useKpiDefinition(name: string) {
  const api = useApi(kpiTreeApiRef);
  const { value } = useAsync(async () => {
    try {
      const [kpi, { items }] = await Promise.all([
        api.getKpi(name),
        api.getVersions('Kpi', name),
      ]);
      return { kpi, redefined: items.filter(({ number }) => number > 1) };
    } catch {
      return undefined;
    }
  }, [api, name]);
  return value;
}

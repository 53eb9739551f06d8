import { useApi } from '@backstage/core-plugin-api';
import useAsync from 'react-use/lib/useAsync';
import { kpiTreeApiRef } from '../api';
import { changesOfNumbers } from '../definition/changeTexts';

/**
 * The definition of a KPI and the versions by which its values or its
 * judgement became others; nothing where the
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
      return {
        kpi,
        redefined: items.filter(
          ({ changes }) => changesOfNumbers(changes).length > 0,
        ),
      };
    } catch {
      return undefined;
    }
  }, [api, name]);
  return value;
}

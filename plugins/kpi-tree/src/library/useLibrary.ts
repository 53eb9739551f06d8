import { useApi } from '@backstage/core-plugin-api';
import useAsyncRetry from 'react-use/lib/useAsyncRetry';
import { kpiTreeApiRef } from '../api';
import { libraryOf } from './libraryOf';

/** Every tree and KPI of the organisation and of the built-in library. */
export function useLibrary() {
  const api = useApi(kpiTreeApiRef);
  return useAsyncRetry(async () => {
    const [trees, kpis] = await Promise.all([api.getTrees(), api.getKpis()]);
    return libraryOf(trees.items, kpis.items);
  }, [api]);
}

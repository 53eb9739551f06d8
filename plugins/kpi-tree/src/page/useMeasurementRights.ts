import { useApi } from '@backstage/core-plugin-api';
import useSWR from 'swr';
import { kpiTreeApiRef } from '../api';
import { askedOnce } from '../state/askedOnce';

/** Whether the user may send measurements. */
export function useMeasurementRights() {
  const api = useApi(kpiTreeApiRef);
  const { data, isLoading } = useSWR(
    [api, 'rights'],
    () => api.getMeasurementRights(),
    {
      ...askedOnce,
      dedupingInterval: 300_000,
    },
  );
  return { value: data, loading: isLoading };
}

import { useApi } from '@backstage/core-plugin-api';
import useSWR from 'swr';
import { kpiTreeApiRef } from '../api';

/** Whether the user may send measurements. */
export function useMeasurementRights() {
  const api = useApi(kpiTreeApiRef);
  const { data, isLoading } = useSWR(
    [api, 'rights'],
    () => api.getMeasurementRights(),
    {
      dedupingInterval: 300_000,
      revalidateOnFocus: false,
      revalidateOnReconnect: false,
      shouldRetryOnError: false,
    },
  );
  return { value: data, loading: isLoading };
}

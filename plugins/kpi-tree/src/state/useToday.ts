import { configApiRef, useApi } from '@backstage/core-plugin-api';

/** The day that counts as today, `YYYY-MM-DD`: that of `kpiTree.asOf` if configured. */
export function useToday(): string {
  const asOf = useApi(configApiRef).getOptionalString('kpiTree.asOf');
  return (asOf ? new Date(asOf) : new Date()).toISOString().slice(0, 10);
}

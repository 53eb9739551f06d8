import { configApiRef, useApi } from '@backstage/core-plugin-api';

/** The day that counts as today, `YYYY-MM-DD`: that of `kpiTree.asOf` if configured. */
export function useToday(): string {
  const asOf = new Date(
    String(useApi(configApiRef).getOptional('kpiTree.asOf')),
  );
  // What is not a date the backend reports, and answers no number then
  const today = Number.isNaN(asOf.getTime()) ? new Date() : asOf;
  return today.toISOString().slice(0, 10);
}

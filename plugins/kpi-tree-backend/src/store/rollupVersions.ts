/**
 * Counts how often something of a KPI was rolled up, or taken out of the store. As
 * whatever is evaluated is rolled up next, nothing of which scopes are calculated changes
 * for long without its KPI getting another version; and no version comes back.
 */
import { Knex } from 'knex';
import { inChunks } from './chunks';

/** By which the nodes of trees are known among KPIs. */
export const NODES = '';

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 500;

/** The version of each KPI; 0 where nothing was ever rolled up. */
export type RollupVersions = (kpi: string) => number;

/**
 * Gives KPIs another version, which is seen with all else that the transaction writes.
 * Others who do so for the same KPI wait for its end.
 */
export async function raiseVersions(
  tx: Knex.Transaction,
  kpis: Iterable<string>,
): Promise<void> {
  // All in one order, so that nobody waits for somebody who waits for him
  const rows = [...new Set(kpis)].sort().map(kpi => ({ kpi, version: 1 }));
  for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
    await tx('rollup_versions')
      .insert(part)
      .onConflict('kpi')
      .merge({ version: tx.raw('rollup_versions.version + 1') });
  }
}

export async function readVersions(
  knex: Knex,
  kpis: Iterable<string>,
): Promise<RollupVersions> {
  const versions = new Map<string, number>();
  for (const part of inChunks([...new Set(kpis)], ROWS_PER_STATEMENT)) {
    const rows: { kpi: string; version: number }[] = await knex(
      'rollup_versions',
    ).whereIn('kpi', part);
    rows.forEach(({ kpi, version }) => versions.set(kpi, version));
  }
  return kpi => versions.get(kpi) ?? 0;
}

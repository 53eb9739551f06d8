import { Knex } from 'knex';
import { inChunks } from './chunks';

type MergedRow = { series_id: number; into_id: number };

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 500;

/** Series that are no more. */
export class MergedSeriesError extends Error {
  constructor(readonly ids: number[]) {
    super(`Series that are no more: ${ids.slice(0, 5).join(', ')}`);
    this.name = 'MergedSeriesError';
  }
}

/**
 * Which series became part of which: whoever looked one up before writes to the other.
 */
export class MergedSeriesStore {
  constructor(private readonly knex: Knex) {}

  async note(
    tx: Knex.Transaction,
    seriesId: number,
    intoId: number,
  ): Promise<void> {
    await tx('merged_series')
      .where({ into_id: seriesId })
      .update({ into_id: intoId });
    const row: MergedRow = { series_id: seriesId, into_id: intoId };
    await tx('merged_series').insert(row);
  }

  /** Of some series those that became part of others, each with that. */
  async read(ids: number[]): Promise<Map<number, number>> {
    const found = new Map<number, number>();
    for (const part of inChunks(ids, ROWS_PER_STATEMENT)) {
      const rows: MergedRow[] = await this.knex('merged_series').whereIn(
        'series_id',
        part,
      );
      rows.forEach(row => found.set(row.series_id, row.into_id));
    }
    return found;
  }
}

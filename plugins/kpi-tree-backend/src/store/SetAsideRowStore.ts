import { Knex } from 'knex';
import { inChunks } from './chunks';

/** What kind of row was set aside because of its date. */
export type SetAsideKind = 'measurement' | 'coverage' | 'change';

/** A row of another table that has a date which is none. */
export type SetAsideRow = {
  what: SetAsideKind;
  /** Of a measurement or coverage. */
  seriesId: number | null;
  /** Entity reference, or `all`. */
  subject: string;
  kpi: string;
  /** As it stood there, as far as it can be written. */
  date: string;
  /** All of it. */
  row: Record<string, unknown>;
};

/** How many rows of a kind are set aside of a KPI of an entity or scope. */
export type SetAsideRows = Pick<SetAsideRow, 'what' | 'subject' | 'kpi'> & {
  count: number;
  /** One of their dates. */
  date: string;
};

/** More would be read by nobody. */
const MOST_GROUPS = 5_000;

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 300;

/** Rows whose dates are none: kept for the admin, and not evaluated. */
export class SetAsideRowStore {
  constructor(private readonly knex: Knex) {}

  async add(tx: Knex, rows: SetAsideRow[], at: Date): Promise<void> {
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('set_aside_rows').insert(
        part.map(({ seriesId, row, ...others }) => ({
          ...others,
          series_id: seriesId,
          row: JSON.stringify(row),
          set_aside_at: at.toISOString(),
        })),
      );
    }
  }

  /** How many there are, by KPI and entity or scope. */
  async count(): Promise<SetAsideRows[]> {
    const groups: SetAsideRows[] = await this.knex('set_aside_rows')
      .groupBy('what', 'subject', 'kpi')
      .orderBy(['subject', 'kpi', 'what'])
      .limit(MOST_GROUPS)
      .select(
        'what',
        'subject',
        'kpi',
        this.knex.raw('count(*) as count'),
        this.knex.raw('max(date) as date'),
      );
    // PostgreSQL counts in texts
    return groups.map(group => ({ ...group, count: Number(group.count) }));
  }

  /**
   * Measurements that are set aside, in the order of their ids.
   *
   * @param after - the id after which to begin
   */
  async measurements(
    after: number,
    limit: number,
  ): Promise<(SetAsideRow & { id: number; seriesId: number })[]> {
    const rows = await this.knex('set_aside_rows')
      .where({ what: 'measurement' })
      .andWhere('id', '>', after)
      .orderBy('id')
      .limit(limit);
    return rows.map(({ series_id: seriesId, row, ...others }) => ({
      ...others,
      seriesId,
      row: JSON.parse(row),
    }));
  }

  async remove(tx: Knex, ids: number[]): Promise<void> {
    for (const part of inChunks(ids, ROWS_PER_STATEMENT)) {
      await tx('set_aside_rows').whereIn('id', part).delete();
    }
  }
}

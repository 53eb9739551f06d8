import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { ChunkCache } from '../kept/ChunkCache';
import { ChunkStore } from '../kept/ChunkStore';
import { NameOfId, NameStore } from '../names/NamesById';
import { Row } from '../rows/RowReader';

/** A record of another system. */
export type StoredRecord = {
  id: string;
  /** When it was changed last, ISO 8601 in UTC as `Date.toISOString` writes it. */
  updated: string;
  row: Row;
};

/** How far a system was read. */
export type ReadState = {
  settings: string;
  /** All that was changed before has been read; nothing while all is read again. */
  watermark: string | null;
  /** All that was changed since has been requested. */
  coveredFrom: string;
  /** Counts the readings of everything. */
  reading: number;
  /** When everything was read last; nothing while that goes on. */
  readAt: string | null;
  /** Counts all readings, whether they came to an end or not. */
  updates: number;
};

type StateRow = {
  settings: string;
  watermark: string | null;
  covered_from: string;
  reading: number;
  read_at: string | null;
  updates: number;
};

const ROWS_AT_ONCE = 300;
const ROWS_IN_PAGE = 2_000;
const MAX_ID_LENGTH = 255;

/** Records of other systems, kept so that only what changed has to be requested. */
export class RecordStore implements NameStore {
  /** What is kept of the records of sources. */
  readonly chunks: ChunkStore;

  private constructor(private readonly knex: Knex, cache?: ChunkCache) {
    this.chunks = new ChunkStore(knex, cache);
  }

  /**
   * Opens it in the database of the plugin, in tables of its own.
   *
   * @param cache - for copies of what is kept, if there are to be some
   */
  static async open(
    database: Pick<DatabaseService, 'getClient' | 'migrations'>,
    cache?: ChunkCache,
  ): Promise<RecordStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@kpi-tree/backstage-plugin-kpi-tree-backend-module-records',
          'migrations',
        ),
        tableName: 'kpi_tree_records_migrations',
      });
    }
    return new RecordStore(knex, cache);
  }

  async state(source: string): Promise<ReadState | undefined> {
    const row: StateRow | undefined = await this.knex('record_sources')
      .where({ source })
      .first();
    return (
      row && {
        settings: row.settings,
        watermark: row.watermark,
        coveredFrom: row.covered_from,
        reading: row.reading,
        readAt: row.read_at,
        updates: row.updates,
      }
    );
  }

  async setState(source: string, state: ReadState): Promise<void> {
    await this.knex('record_sources')
      .insert({
        source,
        settings: state.settings,
        watermark: state.watermark,
        covered_from: state.coveredFrom,
        reading: state.reading,
        read_at: state.readAt,
        updates: state.updates,
      })
      .onConflict('source')
      .merge();
  }

  /** Writes records over what was known of them; of two with one id the later. */
  async write(
    source: string,
    reading: number,
    records: StoredRecord[],
  ): Promise<void> {
    const last = [...new Map(records.map(one => [one.id, one])).values()];
    for (let i = 0; i < last.length; i += ROWS_AT_ONCE) {
      await this.knex('records')
        .insert(
          last.slice(i, i + ROWS_AT_ONCE).map(({ id, updated, row }) => ({
            source,
            id: keyOf(id),
            updated,
            reading,
            row: JSON.stringify(row),
          })),
        )
        .onConflict(['source', 'id'])
        .merge(['updated', 'reading', 'row']);
    }
  }

  /** Forgets records; those that are not known are no mistake. */
  async remove(source: string, ids: string[]): Promise<void> {
    for (let i = 0; i < ids.length; i += ROWS_AT_ONCE) {
      await this.knex('records')
        .where({ source })
        .whereIn('id', ids.slice(i, i + ROWS_AT_ONCE).map(keyOf))
        .delete();
    }
  }

  /**
   * Forgets what was not seen in a reading.
   *
   * @param since - what was changed before was not asked for, and stays; without it
   * everything was
   */
  async removeUnseen(
    source: string,
    reading: number,
    since?: string,
  ): Promise<void> {
    await this.knex('records')
      .where({ source })
      .andWhere('reading', '<', reading)
      .modify(query => since && query.andWhere('updated', '>=', since))
      .delete();
  }

  /** The names that the things of a source have had. */
  async names(source: string): Promise<NameOfId[]> {
    return this.knex('record_names').where({ source }).select('id', 'name');
  }

  /** Adds names; those that are known are no mistake. */
  async addNames(source: string, names: NameOfId[]): Promise<void> {
    for (let i = 0; i < names.length; i += ROWS_AT_ONCE) {
      await this.knex('record_names')
        .insert(
          names
            .slice(i, i + ROWS_AT_ONCE)
            .map(({ id, name }) => ({ source, id, name })),
        )
        .onConflict(['source', 'id', 'name'])
        .ignore();
    }
  }

  /** Some records of a system; those that are not known are left out. */
  async *readSome(
    source: string,
    ids: string[],
  ): AsyncGenerator<{ id: string; row: Row }> {
    for (let i = 0; i < ids.length; i += ROWS_AT_ONCE) {
      const rows: { id: string; row: string }[] = await this.knex('records')
        .where({ source })
        .whereIn('id', ids.slice(i, i + ROWS_AT_ONCE).map(keyOf))
        .select('id', 'row');
      for (const { id, row } of rows) {
        yield { id, row: JSON.parse(row) };
      }
    }
  }

  /** All records of a system. */
  async *read(source: string): AsyncGenerator<{ id: string; row: Row }> {
    let after = '';
    for (;;) {
      const rows: { id: string; row: string }[] = await this.knex('records')
        .where({ source })
        .andWhere('id', '>', after)
        .orderBy('id')
        .limit(ROWS_IN_PAGE)
        .select('id', 'row');
      for (const { id, row } of rows) {
        yield { id, row: JSON.parse(row) };
      }
      if (rows.length < ROWS_IN_PAGE) {
        return;
      }
      after = rows[rows.length - 1].id;
    }
  }
}

/** The id under which a record is kept. */
export function keyOf(id: string): string {
  return id.length <= MAX_ID_LENGTH
    ? id
    : `sha256:${createHash('sha256').update(id).digest('hex')}`;
}

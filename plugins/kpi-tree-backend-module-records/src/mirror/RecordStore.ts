import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { Row } from '../rows/RowReader';

/** A record of another system. */
export type StoredRecord = { id: string; row: Row };

/** How far a system was read. */
export type ReadState = {
  settings: string;
  /** All that was changed before has been read. */
  watermark: string | null;
  /** Counts the readings of everything. */
  reading: number;
  /** When everything was read last, ISO 8601; nothing while that goes on. */
  readAt: string | null;
};

type StateRow = {
  settings: string;
  watermark: string | null;
  reading: number;
  read_at: string | null;
};

const ROWS_AT_ONCE = 300;

/** Records of other systems, kept so that only what changed has to be asked for. */
export class RecordStore {
  private constructor(private readonly knex: Knex) {}

  /** Opens it in the database of the plugin, in tables of its own. */
  static async open(
    database: Pick<DatabaseService, 'getClient' | 'migrations'>,
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
    return new RecordStore(knex);
  }

  async state(source: string): Promise<ReadState | undefined> {
    const row: StateRow | undefined = await this.knex('record_sources')
      .where({ source })
      .first();
    return (
      row && {
        settings: row.settings,
        watermark: row.watermark,
        reading: row.reading,
        readAt: row.read_at,
      }
    );
  }

  async setState(source: string, state: ReadState): Promise<void> {
    await this.knex('record_sources')
      .insert({
        source,
        settings: state.settings,
        watermark: state.watermark,
        reading: state.reading,
        read_at: state.readAt,
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
          last.slice(i, i + ROWS_AT_ONCE).map(({ id, row }) => ({
            source,
            id,
            reading,
            row: JSON.stringify(row),
          })),
        )
        .onConflict(['source', 'id'])
        .merge(['reading', 'row']);
    }
  }

  /** Forgets what was not there when everything was read. */
  async removeOlder(source: string, reading: number): Promise<void> {
    await this.knex('records')
      .where({ source })
      .andWhere('reading', '<', reading)
      .delete();
  }

  /** All records of a system, in the order of their ids. */
  async *read(source: string): AsyncGenerator<StoredRecord> {
    let after = '';
    for (;;) {
      const rows: { id: string; row: string }[] = await this.knex('records')
        .where({ source })
        .andWhere('id', '>', after)
        .orderBy('id')
        .limit(2_000)
        .select('id', 'row');
      for (const { id, row } of rows) {
        yield { id, row: JSON.parse(row) };
      }
      if (rows.length < 2_000) {
        return;
      }
      after = rows[rows.length - 1].id;
    }
  }
}

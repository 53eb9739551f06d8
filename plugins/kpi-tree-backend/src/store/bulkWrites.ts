import { Knex } from 'knex';
import { inChunks } from './chunks';

/** A row of the table `measurements`. */
export type MeasurementRow = {
  series_id: number;
  period: number;
  value: number;
  weight: number;
};

/** What a write did to a series. */
export type SeriesWrite = {
  id: number;
  /** The newest period that was written, as an epoch day. */
  day: number;
  /** Whether anything is different now. */
  changed: boolean;
};

/** SQLite takes at most 500 rows in an insert. */
const SQLITE_ROWS = 500;

/** PostgreSQL takes columns as arrays: four values, however many rows. */
const POSTGRES_ROWS = 10_000;

/** Rows from columns. */
const FROM_ARRAYS =
  'select * from unnest(?::int[], ?::int[], ?::float8[], ?::float8[])';

/**
 * Writes rows over what stands there. Those that are there already cost a look
 * and no write.
 *
 * @param rows - each key once, in the order of the keys
 * @returns the ids of the series in which something is different now
 */
export async function writeRows(
  tx: Knex.Transaction,
  rows: MeasurementRow[],
): Promise<Set<number>> {
  const changed = new Set<number>();
  const write = isPostgres(tx) ? writeToPostgres : writeToSqlite;
  const size = isPostgres(tx) ? POSTGRES_ROWS : SQLITE_ROWS;
  for (const part of inChunks(rows, size)) {
    for (const id of await write(tx, part)) {
      changed.add(id);
    }
  }
  return changed;
}

async function writeToPostgres(
  tx: Knex.Transaction,
  rows: MeasurementRow[],
): Promise<number[]> {
  // What is newer than all that a series has cannot be there already: a plain
  // insert takes about half the time of one that looks for a conflict. Nobody
  // else writes to a series until this is committed.
  const locked: { rows: { id: number; last_period: number | null }[] } =
    await tx.raw(
      'select id, last_period from series where id = any(?::int[]) order by id for update',
      [[...new Set(rows.map(row => row.series_id))]],
    );
  const last = new Map(locked.rows.map(row => [row.id, row.last_period]));
  const isNew = (row: MeasurementRow) =>
    row.period > (last.get(row.series_id) ?? -Infinity);
  const fresh = rows.filter(isNew);
  const others = rows.filter(row => !isNew(row));
  if (fresh.length) {
    await tx.raw(
      `insert into measurements (series_id, period, value, weight) ${FROM_ARRAYS}`,
      toArrays(fresh),
    );
  }
  const changed = fresh.map(row => row.series_id);
  if (others.length) {
    const written = await tx.raw(
      `with written as (
         insert into measurements (series_id, period, value, weight) ${FROM_ARRAYS}
         on conflict (series_id, period) do update
           set value = excluded.value, weight = excluded.weight
           where measurements.value <> excluded.value
              or measurements.weight <> excluded.weight
         returning series_id)
       select distinct series_id from written`,
      toArrays(others),
    );
    changed.push(...written.rows.map((row: MeasurementRow) => row.series_id));
  }
  return changed;
}

function toArrays(rows: MeasurementRow[]): number[][] {
  return [
    rows.map(row => row.series_id),
    rows.map(row => row.period),
    rows.map(row => row.value),
    rows.map(row => row.weight),
  ];
}

async function writeToSqlite(
  tx: Knex.Transaction,
  rows: MeasurementRow[],
): Promise<number[]> {
  const written: Pick<MeasurementRow, 'series_id'>[] = await tx('measurements')
    .insert(rows)
    .onConflict(['series_id', 'period'])
    .merge(['value', 'weight'])
    .whereRaw(
      'measurements.value <> excluded.value or measurements.weight <> excluded.weight',
    )
    .returning('series_id');
  return written.map(row => row.series_id);
}

/**
 * Notes in the series that they were written: who wrote them and when, and, where
 * something is different, a new version, from which all that was derived of them
 * tells that it is old.
 *
 * @param writes - in the order of the ids
 */
export async function noteWrite(
  tx: Knex.Transaction,
  writes: SeriesWrite[],
  { source, at }: { source: string; at: Date },
): Promise<void> {
  if (isPostgres(tx)) {
    await tx.raw(
      `update series
          set version = version + case when written.changed then 1 else 0 end,
              source = ?,
              updated_at = ?,
              last_period = greatest(last_period, written.day)
         from unnest(?::int[], ?::int[], ?::bool[])
           as written (id, day, changed)
        where series.id = written.id`,
      [
        source,
        at.toISOString(),
        writes.map(({ id }) => id),
        writes.map(({ day }) => day),
        writes.map(({ changed }) => changed),
      ],
    );
    return;
  }
  for (const { id, day, changed } of writes) {
    await tx('series')
      .where({ id })
      .update({
        version: tx.raw('version + ?', [changed ? 1 : 0]),
        source,
        updated_at: at.toISOString(),
        last_period: tx.raw('max(coalesce(last_period, ?), ?)', [day, day]),
      });
  }
}

function isPostgres(tx: Knex.Transaction): boolean {
  return tx.client.config.client === 'pg';
}

import {
  Known,
  ratioOf,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { inChunks } from './chunks';
import { isPostgres } from './database';
import { MergedSeriesError } from './MergedSeriesStore';
import { MeasurementKey } from './pushedKeys';
import { Push } from './PushStore';

/** A row of the tables `measurements` and `period_values`. */
export type ValueRow = {
  series_id: number;
  period: number;
  /** Nothing where there is a numerator, which stands for it. */
  value: number | null;
  weight: number;
  numerator?: number | null;
  sketch?: Uint8Array | null;
  /** How much of the period is known; nothing if all is. */
  known_days?: number | null;
  known_of?: number | null;
};

/**
 * The columns in which a measurement stands: a numerator over its weight in place of
 * the value, so that a row is as small with it as without.
 */
export function toColumns({
  value,
  weight,
  numerator,
  sketch,
  known,
}: WeightedValue & { sketch?: Uint8Array; known?: Known }): Omit<
  ValueRow,
  'series_id' | 'period'
> {
  return {
    ...(numerator === undefined
      ? { value, weight }
      : { value: null, weight, numerator }),
    ...(sketch ? { sketch } : {}),
    ...toKnownColumns(known),
  };
}

/** The columns in which it stands how much is known. */
export function toKnownColumns(
  known: Known | undefined,
): Pick<ValueRow, 'known_days' | 'known_of'> {
  return known ? { known_days: known.days, known_of: known.of } : {};
}

/** How much is known by columns; nothing if all is. */
export function ofKnownColumns({
  known_days: days,
  known_of: of,
}: Pick<ValueRow, 'known_days' | 'known_of'>): { known?: Known } {
  return typeof days === 'number' && typeof of === 'number'
    ? { known: { days, of } }
    : {};
}

/** The measurement that stands in columns. */
export function ofColumns({
  value,
  weight,
  numerator,
  sketch,
  ...known
}: Omit<ValueRow, 'series_id' | 'period'>): WeightedValue & {
  sketch?: Uint8Array;
  known?: Known;
} {
  return {
    ...(typeof numerator === 'number'
      ? ratioOf(numerator, weight)
      : { value, weight }),
    ...(sketch ? { sketch } : {}),
    ...ofKnownColumns(known),
  };
}

/** The value of a row in SQL; `null` where nothing stands below its numerator. */
export function valueInSql(table: string): string {
  return `case when ${table}.numerator is null then ${table}.value
    when ${table}.weight > 0 then ${table}.numerator / ${table}.weight end`;
}

/** The columns of a measurement beside its key. */
export const VALUE_COLUMNS = [
  'value',
  'weight',
  'numerator',
  'sketch',
] as const;

/** The columns of the value of a whole period beside its key. */
export const PERIOD_COLUMNS = [
  ...VALUE_COLUMNS,
  'known_days',
  'known_of',
] as const;

/** A stretch of days of a series, as epoch days. */
export type ChangedDays = { from: number; to: number };

/**
 * Who wrote, when and, if it was a collection, in which run; if somebody sent it, which
 * push it is a part of, whose id is given once something of it is stored.
 */
export type WriteOrigin = {
  source: string;
  at: Date;
  runId?: string;
  push?: Push & { id?: number };
};

/** What a write did to a series. */
export type SeriesWrite = {
  id: number;
  /** The oldest and the newest period that was written, as epoch days. */
  first: number;
  last: number;
  /** Where something is different now. */
  changed?: ChangedDays;
};

/** SQLite takes at most 500 rows in an insert. */
const SQLITE_ROWS = 500;

/** PostgreSQL takes columns as arrays: six values, however many rows. */
const POSTGRES_ROWS = 10_000;

/** Fewer are not worth the questions and answers of a COPY. */
const ROWS_TO_COPY = 500;

/** As much as a packet of the stream takes. */
const COPY_CHARACTERS = 60_000;

/** What is different after an upsert. */
const DIFFERS = (table: string) =>
  PERIOD_COLUMNS.map(
    column => `${table}.${column} is distinct from excluded.${column}`,
  ).join(' or ');

/** The days in which something changed, by series. */
class Changes extends Map<number, ChangedDays> {
  add(id: number, from: number, to: number = from): void {
    const known = this.get(id);
    if (known) {
      known.from = Math.min(known.from, from);
      known.to = Math.max(known.to, to);
    } else {
      this.set(id, { from, to });
    }
  }
}

/**
 * Writes measurements over what stands there. Those that are there already cost a
 * look and no write.
 *
 * @param rows - each key once, in the order of the keys
 * @param presumed - those of them that are written only where nothing is as new
 * @param isPushed - whether somebody sent them
 * @returns the days in which something is different now, by series, and the rows
 * that were written or stayed out: they are older than the folded past of their
 * series, or presumed and not needed; of what was sent, and of series of which
 * anything was, each measurement that is different now, in order of the keys
 * @throws `MergedSeriesError` if one of the series became part of another since it was
 * looked up; nothing is written then
 */
export async function writeMeasurements(
  tx: Knex.Transaction,
  rows: ValueRow[],
  presumed: ReadonlySet<ValueRow> = new Set(),
  isPushed: boolean = false,
): Promise<{
  changes: ReadonlyMap<number, ChangedDays>;
  changedKeys: MeasurementKey[];
  open: ValueRow[];
  closed: ValueRow[];
}> {
  const changes = new Changes();
  const ids = [...new Set(rows.map(row => row.series_id))];
  const series = await lockSeries(tx, ids);
  if (series.size < ids.length) {
    throw new MergedSeriesError(ids.filter(id => !series.has(id)));
  }
  const edge = (row: ValueRow) => series.get(row.series_id);
  // What is newer than all that a series has cannot be there already: a plain
  // insert takes about half the time of one that looks for a conflict. Nobody
  // else writes to a series until this is committed.
  const isNew = (row: ValueRow) =>
    row.period > (edge(row)?.last_period ?? -Infinity);
  const isOpen = (row: ValueRow) =>
    row.period >= (edge(row)?.folded_until ?? -Infinity) &&
    (isNew(row) || !presumed.has(row));
  const open = rows.filter(isOpen);
  const fresh = open.filter(isNew);
  await insertRows(tx, fresh);
  fresh.forEach(row => changes.add(row.series_id, row.period));
  const isNoted = (id: number) => isPushed || Boolean(series.get(id)?.pushed);
  const noted = fresh.filter(row => isNoted(row.series_id)).map(keyOf);
  await upsertRows(
    tx,
    'measurements',
    open.filter(row => !isNew(row)),
    changes,
    ids.some(isNoted)
      ? keys => noted.push(...keys.filter(key => isNoted(key.series_id)))
      : undefined,
  );
  return {
    changes,
    changedKeys: noted.sort(byKey),
    open,
    closed: open.length < rows.length ? rows.filter(r => !isOpen(r)) : [],
  };
}

type SeriesEdges = {
  id: number;
  last_period: number | null;
  folded_until: number | null;
  /** Whether anything of it was sent. */
  pushed: boolean | number;
};

function keyOf({ series_id, period }: MeasurementKey): MeasurementKey {
  return { series_id, period };
}

function byKey(a: MeasurementKey, b: MeasurementKey): number {
  return a.series_id - b.series_id || a.period - b.period;
}

async function lockSeries(
  tx: Knex.Transaction,
  ids: number[],
): Promise<Map<number, SeriesEdges>> {
  if (isPostgres(tx)) {
    const { rows }: { rows: SeriesEdges[] } = await tx.raw(
      'select id, last_period, folded_until, pushed from series where id = any(?::int[]) order by id for update',
      [ids],
    );
    return new Map(rows.map(row => [row.id, row]));
  }
  const found = new Map<number, SeriesEdges>();
  for (const part of inChunks(ids, SQLITE_ROWS)) {
    const rows: SeriesEdges[] = await tx('series')
      .select('id', 'last_period', 'folded_until', 'pushed')
      .whereIn('id', part);
    rows.forEach(row => found.set(row.id, row));
  }
  return found;
}

async function insertRows(
  tx: Knex.Transaction,
  rows: ValueRow[],
): Promise<void> {
  if (isPostgres(tx)) {
    if (rows.length >= ROWS_TO_COPY && !hasSketch(rows)) {
      await copyRows(tx, rows);
      return;
    }
    for (const part of inChunks(rows, POSTGRES_ROWS)) {
      await tx.raw(
        `insert into measurements (${columnsOf(part)}) select * from ${arraysOf(
          part,
        )}`,
        toArrays(part),
      );
    }
    return;
  }
  for (const part of inChunks(rows, SQLITE_ROWS)) {
    await tx('measurements').insert(part.map(withAllColumns));
  }
}

/**
 * Writes values of periods over what stands there.
 *
 * @param rows - each key once, in the order of the keys
 */
export async function writePeriodValues(
  tx: Knex.Transaction,
  rows: ValueRow[],
): Promise<void> {
  await upsertRows(tx, 'period_values', rows, new Changes());
}

/** About twice as fast as arrays. */
async function copyRows(tx: Knex.Transaction, rows: ValueRow[]): Promise<void> {
  const connection = await tx.client.acquireConnection();
  await pipeline(
    Readable.from(copyLines(rows)),
    connection.query(
      copyFrom(
        'copy measurements (series_id, period, value, weight, numerator) from stdin',
      ),
    ),
  );
}

/** The text that COPY reads, in parts of some size. */
function* copyLines(rows: ValueRow[]): Generator<string> {
  let text = '';
  const cell = (number?: number | null) => number ?? '\\N';
  for (const { series_id, period: day, value, weight, numerator } of rows) {
    text += `${series_id}\t${day}\t${cell(value)}\t${weight}\t${cell(
      numerator,
    )}\n`;
    if (text.length > COPY_CHARACTERS) {
      yield text;
      text = '';
    }
  }
  yield text;
}

async function upsertRows(
  tx: Knex.Transaction,
  table: 'measurements' | 'period_values',
  rows: ValueRow[],
  changes: Changes,
  onKeys?: (keys: MeasurementKey[]) => void,
): Promise<void> {
  if (!isPostgres(tx)) {
    for (const part of inChunks(rows, SQLITE_ROWS)) {
      const keys = await upsertIntoSqlite(tx, table, part);
      keys.forEach(key => changes.add(key.series_id, key.period));
      onKeys?.(keys);
    }
    return;
  }
  for (const part of inChunks(rows, POSTGRES_ROWS)) {
    if (onKeys) {
      const keys = await upsertIntoPostgres<MeasurementKey>(
        tx,
        table,
        part,
        'series_id, period from written',
      );
      keys.forEach(key => changes.add(key.series_id, key.period));
      onKeys(keys);
    } else {
      // Of most writes the days are enough, which are fewer
      for (const {
        series_id,
        first,
        last,
      } of await upsertIntoPostgres<Upserted>(
        tx,
        table,
        part,
        'series_id, min(period) as first, max(period) as last from written group by series_id',
      )) {
        changes.add(series_id, first, last);
      }
    }
  }
}

type Upserted = { series_id: number; first: number; last: number };

/** @param selected - what of the rows that are different now is returned */
async function upsertIntoPostgres<T>(
  tx: Knex.Transaction,
  table: string,
  rows: ValueRow[],
  selected: string,
): Promise<T[]> {
  const written: { rows: T[] } = await tx.raw(
    `with written as (
       insert into ${table} (${columnsOf(rows)}) select * from ${arraysOf(rows)}
       on conflict (series_id, period) do update
         set ${PERIOD_COLUMNS.map(
           column => `${column} = excluded.${column}`,
         ).join(', ')}
         where ${DIFFERS(table)}
       returning series_id, period)
     select ${selected}`,
    toArrays(rows),
  );
  return written.rows;
}

async function upsertIntoSqlite(
  tx: Knex.Transaction,
  table: string,
  rows: ValueRow[],
): Promise<MeasurementKey[]> {
  return await tx(table)
    .insert(rows.map(withAllColumns))
    .onConflict(['series_id', 'period'])
    .merge([...PERIOD_COLUMNS])
    .whereRaw(DIFFERS(table))
    .returning(['series_id', 'period']);
}

/** Most rows have no sketch: then the column is left out. */
export function hasSketch(rows: ValueRow[]): boolean {
  return rows.some(row => row.sketch);
}

/** Of most rows all is known: then the columns are left out. */
function hasKnown(rows: ValueRow[]): boolean {
  return rows.some(row => typeof row.known_days === 'number');
}

/** A row of SQLite, which takes the same columns of each. */
export function withAllColumns(row: ValueRow): Required<ValueRow> {
  return {
    ...row,
    numerator: row.numerator ?? null,
    sketch: row.sketch ? Buffer.from(row.sketch) : null,
    known_days: row.known_days ?? null,
    known_of: row.known_of ?? null,
  };
}

/** The columns of rows, as {@link toArrays} gives them. */
export function columnsOf(rows: ValueRow[]): string {
  return `series_id, period, value, weight, numerator${
    hasSketch(rows) ? ', sketch' : ''
  }${hasKnown(rows) ? ', known_days, known_of' : ''}`;
}

/** The columns of rows as parameters of `unnest`. */
export function arraysOf(rows: ValueRow[]): string {
  return `unnest(?::int[], ?::int[], ?::float8[], ?::float8[], ?::float8[]${
    hasSketch(rows) ? ', ?::bytea[]' : ''
  }${hasKnown(rows) ? ', ?::int[], ?::int[]' : ''})`;
}

/** Rows as arrays of their columns. */
export function toArrays(rows: ValueRow[]): Knex.RawBinding[] {
  return [
    rows.map(row => row.series_id),
    rows.map(row => row.period),
    withNulls(rows.map(row => row.value)),
    rows.map(row => row.weight),
    withNulls(rows.map(row => row.numerator ?? null)),
    ...(hasSketch(rows)
      ? [withNulls(rows.map(row => (row.sketch ? toHex(row.sketch) : null)))]
      : []),
    ...(hasKnown(rows)
      ? [
          withNulls(rows.map(row => row.known_days ?? null)),
          withNulls(rows.map(row => row.known_of ?? null)),
        ]
      : []),
  ];
}

/** A column in which there may be nothing, of which the types of knex know nothing. */
export function withNulls(column: (number | string | null)[]): Knex.RawBinding {
  return column as string[];
}

function withNull(value: string | null): Knex.RawBinding {
  return value as string;
}

/** As PostgreSQL reads bytes. */
export function toHex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`;
}

/**
 * Notes in the series that they were written: who wrote them and when, and what is
 * to be evaluated again.
 *
 * @param writes - in the order of the ids
 */
export async function noteWrites(
  tx: Knex.Transaction,
  writes: SeriesWrite[],
  { source, at, runId, push }: WriteOrigin,
): Promise<void> {
  const isPushed = push !== undefined;
  if (isPostgres(tx)) {
    await tx.raw(
      `update series
          set source = ?,
              run_id = ?,
              updated_at = ?,
              pushed = pushed or ?,
              first_period = least(first_period, w.first),
              last_period = greatest(last_period, w.last),
              changed_from = least(series.changed_from, w.changed_from),
              changed_to = greatest(series.changed_to, w.changed_to)
         from unnest(?::int[], ?::int[], ?::int[], ?::int[], ?::int[])
           as w (id, first, last, changed_from, changed_to)
        where series.id = w.id`,
      [
        source,
        withNull(runId ?? null),
        at.toISOString(),
        isPushed,
        writes.map(({ id }) => id),
        writes.map(({ first }) => first),
        writes.map(({ last }) => last),
        withNulls(writes.map(({ changed }) => changed?.from ?? null)),
        withNulls(writes.map(({ changed }) => changed?.to ?? null)),
      ],
    );
    return;
  }
  const edge = (which: 'min' | 'max', column: string, day: number) =>
    tx.raw(`${which}(coalesce(${column}, ?), ?)`, [day, day]);
  for (const { id, first, last, changed } of writes) {
    await tx('series')
      .where({ id })
      .update({
        source,
        run_id: runId ?? null,
        updated_at: at.toISOString(),
        ...(isPushed ? { pushed: true } : {}),
        first_period: edge('min', 'first_period', first),
        last_period: edge('max', 'last_period', last),
        ...(changed
          ? {
              changed_from: edge('min', 'changed_from', changed.from),
              changed_to: edge('max', 'changed_to', changed.to),
            }
          : {}),
      });
  }
}

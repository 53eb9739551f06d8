import { PeriodValue } from '@internal/kpi-tree';
import {
  fromEpochDay,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { ofColumns, PERIOD_COLUMNS, ValueRow } from './bulkWrites';
import { inChunks } from './chunks';
import { isPostgres } from './database';

/** A stretch of a series: the first days of its first and last period. */
export type SeriesRange = { seriesId: number; from: number; to: number };

/** A value with the sketch of the distribution behind it, where there is one. */
export type StoredValue = PeriodValue & { sketch?: Uint8Array };

/** Before and after all days. */
export const ALL_DAYS = { from: -2_147_483_648, to: 2_147_483_647 };

/** The stretch of a series between two dates; open where none is given. */
export function rangeOf(
  seriesId: number,
  from?: string,
  to?: string,
): SeriesRange {
  return {
    seriesId,
    from: from ? toEpochDay(from) : ALL_DAYS.from,
    to: to ? toEpochDay(to) : ALL_DAYS.to,
  };
}

/** The tables that are read by series and period. */
type SeriesTable = 'measurements' | 'period_values';

type Row = Required<ValueRow>;

/** SQLite takes some thousand values in a statement. */
const SQLITE_IDS = 500;

/**
 * Reads stretches of many series by the primary key, each series at most once, in
 * order of time.
 *
 * @returns for each series that has any, its values.
 */
export async function readRanges(
  knex: Knex,
  table: SeriesTable,
  ranges: SeriesRange[],
): Promise<Map<number, StoredValue[]>> {
  const bySeries = new Map<number, StoredValue[]>();
  if (!ranges.length) {
    return bySeries;
  }
  const rows = isPostgres(knex)
    ? await readFromPostgres(knex, table, ranges)
    : await readFromSqlite(knex, table, ranges);
  // Many values are of the same few days
  const dates = new Map<number, string>();
  for (const row of rows) {
    let start = dates.get(row.period);
    if (start === undefined) {
      start = fromEpochDay(row.period);
      dates.set(row.period, start);
    }
    const value: StoredValue = { period: start, ...ofColumns(row) };
    const values = bySeries.get(row.series_id);
    if (values) {
      values.push(value);
    } else {
      bySeries.set(row.series_id, [value]);
    }
  }
  return bySeries;
}

async function readFromPostgres(
  knex: Knex,
  table: SeriesTable,
  ranges: SeriesRange[],
): Promise<Row[]> {
  if (ranges.length === 1) {
    const [{ seriesId, from, to }] = ranges;
    return knex(table)
      .select('series_id', 'period', ...PERIOD_COLUMNS)
      .where({ series_id: seriesId })
      .whereBetween('period', [from, to])
      .orderBy('period');
  }
  // Lateral, so that each stretch is looked up by the primary key whatever the
  // planner thinks of the number of stretches
  const { rows } = await knex.raw(
    `select m.series_id, m.period, ${PERIOD_COLUMNS.map(
      column => `m.${column}`,
    ).join(', ')}
       from unnest(?::int[], ?::int[], ?::int[]) as r(id, first, last)
      cross join lateral (
        select * from ${table}
         where series_id = r.id and period between r.first and r.last
         order by period) m`,
    [
      ranges.map(r => r.seriesId),
      ranges.map(r => r.from),
      ranges.map(r => r.to),
    ],
  );
  return rows;
}

async function readFromSqlite(
  knex: Knex,
  table: SeriesTable,
  ranges: SeriesRange[],
): Promise<Row[]> {
  const groups = new Map<string, SeriesRange[]>();
  for (const range of ranges) {
    const key = `${range.from} ${range.to}`;
    const group = groups.get(key);
    if (group) {
      group.push(range);
    } else {
      groups.set(key, [range]);
    }
  }
  const rows: Row[] = [];
  for (const group of groups.values()) {
    const { from, to } = group[0];
    for (const part of inChunks(group, SQLITE_IDS)) {
      const found: Row[] = await knex(table)
        .select('series_id', 'period', ...PERIOD_COLUMNS)
        .whereIn(
          'series_id',
          part.map(r => r.seriesId),
        )
        .whereBetween('period', [from, to])
        .orderBy(['series_id', 'period']);
      rows.push(...found);
    }
  }
  return rows;
}

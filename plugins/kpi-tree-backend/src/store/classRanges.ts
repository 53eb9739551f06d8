import { Knex } from 'knex';
import { isPostgres } from './database';
import { SeriesRange } from './ranges';

/** The tables that have a row for each series, day and column. */
type ClassTable = 'measurement_classes' | 'period_classes';

/** The ranges as rows `w` of PostgreSQL, and which rows `c` of a table are in them. */
const RANGES =
  'unnest(?::int[], ?::int[], ?::int[]) as w (series_id, first, last)';
const IS_IN =
  'c.series_id = w.series_id and c.period between w.first and w.last';

function valuesOf(ranges: SeriesRange[]): number[][] {
  return [
    ranges.map(({ seriesId }) => seriesId),
    ranges.map(({ from }) => from),
    ranges.map(({ to }) => to),
  ];
}

/** The rows of the days of some series: PostgreSQL is asked once. */
export async function rowsInRanges<T extends object>(
  tx: Knex,
  table: ClassTable,
  ranges: SeriesRange[],
): Promise<T[]> {
  if (isPostgres(tx)) {
    const { rows } = await tx.raw(
      `select c.* from ${RANGES} join ${table} c on ${IS_IN}`,
      valuesOf(ranges),
    );
    return rows;
  }
  const found: T[][] = [];
  for (const { seriesId, from, to } of ranges) {
    found.push(
      await tx(table)
        .where({ series_id: seriesId })
        .whereBetween('period', [from, to]),
    );
  }
  return found.flat();
}

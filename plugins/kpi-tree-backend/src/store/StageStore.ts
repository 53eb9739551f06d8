import { fromEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import {
  arraysOf,
  columnsOf,
  hasSketch,
  ofColumns,
  toArrays,
  toHex,
  valueInSql,
  ValueRow,
  VALUE_COLUMNS,
  withAllColumns,
  withNulls,
} from './bulkWrites';
import { inChunks } from './chunks';
import { isPostgres } from './database';
import { SeriesMeasurement } from './MeasurementStore';

/** A measurement that a run would write. */
export type StagedRow = ValueRow & { presumed: boolean };

/** A measurement as it is stored. */
export type StoredCell = {
  value: number | null;
  weight: number;
  /** Nothing where only a value is known. */
  numerator?: number | null;
};

/** The key of a measurement. */
export type CellKey = { series_id: number; period: number };

/** What a series has in a stretch of time. */
export type SeriesTotal = {
  count: number;
  /** The sum of its values, each without its sign, and how many are not 0. */
  values: { sum: number; filled: number };
  weights: { sum: number; filled: number };
};

/** A stretch of days, both included, as epoch days. */
export type DayRange = { from: number; to: number };

/** SQLite takes at most 500 rows in an insert. */
const SQLITE_ROWS = 500;

/** PostgreSQL takes columns as arrays: however many rows, a few values. */
const POSTGRES_ROWS = 10_000;

/**
 * What runs would change: compared with what is stored, and put aside until it is known
 * whether a run may change it.
 */
export class StageStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Those of some measurements that are not stored like this.
   *
   * @param rows - of series that there are; each key once
   * @returns their indexes, each with what is stored in its place, if anything is
   */
  async differences(
    rows: ValueRow[],
  ): Promise<Map<number, StoredCell | undefined>> {
    const found = new Map<number, StoredCell | undefined>();
    const [size, compare] = isPostgres(this.knex)
      ? [POSTGRES_ROWS, this.compareInPostgres]
      : [SQLITE_ROWS, this.compareInSqlite];
    let start = 0;
    for (const part of inChunks(rows, size)) {
      for (const { n, weight, ...cell } of await compare.call(this, part)) {
        found.set(
          start + Number(n),
          weight === null ? undefined : { ...cell, weight },
        );
      }
      start += part.length;
    }
    return found;
  }

  private async compareInPostgres(rows: ValueRow[]): Promise<Compared[]> {
    const isDifferent = VALUE_COLUMNS.map(column =>
      column === 'sketch' && !hasSketch(rows)
        ? 'm.sketch is not null'
        : `m.${column} is distinct from w.${column}`,
    );
    // Lateral, so that each is looked up by the primary key
    const { rows: found } = await this.knex.raw(
      `select w.n - 1 as n, ${valueInSql('m')} as value, m.weight, m.numerator
         from ${arraysOf(rows)} with ordinality as w (${columnsOf(rows)}, n)
         left join lateral (
           select ${VALUE_COLUMNS.join(', ')} from measurements
            where series_id = w.series_id and period = w.period) m on true
        where m.weight is null or ${isDifferent.join(' or ')}`,
      toArrays(rows),
    );
    return found;
  }

  private async compareInSqlite(rows: ValueRow[]): Promise<Compared[]> {
    return this.knex.raw(
      `with w (n, series_id, period, ${VALUE_COLUMNS.join(
        ', ',
      )}) as (values ${rows.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ')})
       select w.n, ${valueInSql('m')} as value, m.weight, m.numerator
         from w left join measurements m
           on m.series_id = w.series_id and m.period = w.period
        where m.weight is null or ${VALUE_COLUMNS.map(
          column => `m.${column} is distinct from w.${column}`,
        ).join(' or ')}`,
      rows.flatMap((row, n) => {
        const all = withAllColumns(row);
        return [
          n,
          row.series_id,
          row.period,
          ...VALUE_COLUMNS.map(column => all[column] as Knex.Value),
        ];
      }),
    );
  }

  /** Up to which day those of some series are folded that are, as epoch days. */
  async foldedUntil(seriesIds: number[]): Promise<Map<number, number>> {
    const found = new Map<number, number>();
    for (const part of inChunks(seriesIds, SQLITE_ROWS)) {
      const rows: { id: number; folded_until: number }[] = await this.knex(
        'series',
      )
        .select('id', 'folded_until')
        .whereIn('id', part)
        .whereNotNull('folded_until');
      rows.forEach(row => found.set(row.id, row.folded_until));
    }
    return found;
  }

  /**
   * What some series have in a stretch of time, without what is folded, which stands
   * for more than a source may still have, and what was taken over.
   */
  async totals(
    seriesIds: number[],
    { from, to }: DayRange,
  ): Promise<Map<number, SeriesTotal>> {
    const found = new Map<number, SeriesTotal>();
    const size = isPostgres(this.knex) ? POSTGRES_ROWS : SQLITE_ROWS;
    for (const part of inChunks(seriesIds, size)) {
      const rows: {
        series_id: number;
        count: string | number;
        sum_of_values: number;
        filled_values: string | number;
        sum_of_weights: number;
        filled_weights: string | number;
      }[] = await this.openMeasurements(part, { from, to })
        .groupBy('m.series_id')
        .select(
          'm.series_id',
          this.knex.raw('count(*) as count'),
          this.knex.raw(
            `coalesce(sum(abs(${valueInSql('m')})), 0) as sum_of_values`,
          ),
          this.knex.raw(
            `count(nullif(${valueInSql('m')}, 0)) as filled_values`,
          ),
          this.knex.raw('sum(abs(m.weight)) as sum_of_weights'),
          // A numerator over 0 is something, too
          this.knex.raw(
            'count(coalesce(nullif(m.weight, 0), nullif(m.numerator, 0))) as filled_weights',
          ),
        );
      for (const row of rows) {
        found.set(row.series_id, {
          count: Number(row.count),
          values: {
            sum: row.sum_of_values,
            filled: Number(row.filled_values),
          },
          weights: {
            sum: row.sum_of_weights,
            filled: Number(row.filled_weights),
          },
        });
      }
    }
    return found;
  }

  /** The same measurements one by one. */
  async read(
    seriesIds: number[],
    range: DayRange,
  ): Promise<(CellKey & StoredCell)[]> {
    return this.openMeasurements(seriesIds, range).select(
      'm.series_id',
      'm.period',
      this.knex.raw(`${valueInSql('m')} as value`),
      'm.weight',
      'm.numerator',
    );
  }

  private openMeasurements(seriesIds: number[], { from, to }: DayRange) {
    return this.knex('measurements as m')
      .join('series as s', 's.id', 'm.series_id')
      .modify(query => {
        if (isPostgres(this.knex)) {
          query.whereRaw('m.series_id = any(?::int[])', [seriesIds]);
        } else {
          query.whereIn('m.series_id', seriesIds);
        }
      })
      .whereBetween('m.period', [from, to])
      .andWhere(query =>
        query
          .whereNull('s.folded_until')
          .orWhere('m.period', '>=', this.knex.ref('s.folded_until')),
      )
      .andWhere(query =>
        query
          .whereNull('s.taken_until')
          .orWhere('m.period', '>', this.knex.ref('s.taken_until')),
      );
  }

  /** Puts measurements aside that a run would write; the last of a key holds. */
  async stage(runId: string, part: number, rows: StagedRow[]): Promise<void> {
    await this.insert(
      runId,
      part,
      rows.map(row => ({ ...row, gone: false })),
    );
  }

  /** Puts the keys of measurements aside that a run would take away. */
  async stageGone(runId: string, part: number, keys: CellKey[]): Promise<void> {
    await this.insert(
      runId,
      part,
      keys.map(({ series_id, period }) => ({
        series_id,
        period,
        gone: true,
        presumed: false,
        value: null,
        weight: null,
        numerator: null,
      })),
    );
  }

  private async insert(
    runId: string,
    part: number,
    rows: Omit<StageRow, 'run_id' | 'part'>[],
  ): Promise<void> {
    if (isPostgres(this.knex)) {
      for (const some of inChunks(rows, POSTGRES_ROWS)) {
        await this.insertIntoPostgres(runId, part, some);
      }
      return;
    }
    for (const some of inChunks(rows, SQLITE_ROWS)) {
      await this.knex('staged_measurements')
        .insert(
          some.map(
            (row): StageRow => ({
              run_id: runId,
              part,
              ...row,
              numerator: row.numerator ?? null,
              sketch: row.sketch ? Buffer.from(row.sketch) : null,
            }),
          ),
        )
        .onConflict(['run_id', 'series_id', 'period'])
        .merge(['part', 'gone', 'presumed', ...VALUE_COLUMNS]);
    }
  }

  private async insertIntoPostgres(
    runId: string,
    part: number,
    rows: Omit<StageRow, 'run_id' | 'part'>[],
  ): Promise<void> {
    await this.knex.raw(
      `insert into staged_measurements
         (run_id, part, series_id, period, gone, presumed, value, weight,
          numerator, sketch)
       select ?, ?, * from unnest(
         ?::int[], ?::int[], ?::bool[], ?::bool[], ?::float8[], ?::float8[],
         ?::float8[], ?::bytea[])
       on conflict (run_id, series_id, period) do update
         set part = excluded.part, gone = excluded.gone,
             presumed = excluded.presumed, value = excluded.value,
             weight = excluded.weight, numerator = excluded.numerator,
             sketch = excluded.sketch`,
      [
        runId,
        part,
        rows.map(row => row.series_id),
        rows.map(row => row.period),
        rows.map(row => row.gone) as unknown as Knex.RawBinding,
        rows.map(row => row.presumed) as unknown as Knex.RawBinding,
        withNulls(rows.map(row => row.value)),
        withNulls(rows.map(row => row.weight)),
        withNulls(rows.map(row => row.numerator ?? null)),
        withNulls(rows.map(({ sketch }) => (sketch ? toHex(sketch) : null))),
      ],
    );
  }

  /** Forgets what a run would do with some measurements. */
  async unstage(runId: string, keys: CellKey[]): Promise<void> {
    if (isPostgres(this.knex)) {
      for (const some of inChunks(keys, POSTGRES_ROWS)) {
        await this.knex.raw(
          `delete from staged_measurements s using unnest(?::int[], ?::int[]) as w (series_id, period)
            where s.run_id = ? and s.series_id = w.series_id and s.period = w.period`,
          [some.map(key => key.series_id), some.map(key => key.period), runId],
        );
      }
      return;
    }
    for (const some of inChunks(keys, SQLITE_ROWS)) {
      await this.knex('staged_measurements')
        .where({ run_id: runId })
        .whereIn(
          ['series_id', 'period'],
          some.map(({ series_id, period: day }) => [series_id, day]),
        )
        .delete();
    }
  }

  /** Forgets what a run would do, or what it would do in one stretch of time. */
  async drop(runId: string, part?: number): Promise<void> {
    for (const table of ['staged_measurements', 'staged_classes']) {
      await this.knex(table)
        .where({ run_id: runId, ...(part === undefined ? {} : { part }) })
        .delete();
    }
  }

  /** The last stretch of time of which something of a run is put aside. */
  async lastPart(runId: string): Promise<number> {
    const row = await this.knex('staged_measurements')
      .where({ run_id: runId })
      .max({ last: 'part' })
      .first();
    return row?.last ?? 0;
  }

  /** What a run would write, in parts of some size, in the order of the keys. */
  async *written(
    runId: string,
    size: number,
  ): AsyncGenerator<SeriesMeasurement[]> {
    for await (const rows of this.pages(runId, false, size)) {
      yield rows.map(row => ({
        seriesId: row.series_id,
        period: fromEpochDay(row.period),
        ...ofColumns({ ...row, weight: row.weight! }),
        ...(row.presumed ? { presumed: true } : {}),
      }));
    }
  }

  /** What a run would take away, in parts of some size, in the order of the keys. */
  async *gone(runId: string, size: number): AsyncGenerator<CellKey[]> {
    yield* this.pages(runId, true, size);
  }

  private async *pages(
    runId: string,
    gone: boolean,
    size: number,
  ): AsyncGenerator<StageRow[]> {
    let after = [-1, -1];
    for (;;) {
      const rows: StageRow[] = await this.knex('staged_measurements')
        .where({ run_id: runId, gone })
        .whereRaw('(series_id, period) > (?, ?)', after)
        .orderBy(['series_id', 'period'])
        .limit(size);
      if (!rows.length) {
        return;
      }
      yield rows;
      const last = rows[rows.length - 1];
      after = [last.series_id, last.period];
    }
  }
}

/** A measurement that differs from what is stored, which may be nothing. */
type Compared = {
  n: number | string;
  value: number | null;
  weight: number | null;
};

type StageRow = CellKey & {
  run_id: string;
  part: number;
  gone: boolean;
  presumed: boolean;
  value: number | null;
  /** Nothing where it is gone. */
  weight: number | null;
  numerator?: number | null;
  sketch?: Uint8Array | null;
};

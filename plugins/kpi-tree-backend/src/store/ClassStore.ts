import {
  fromEpochDay,
  PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { withNulls } from './bulkWrites';
import { inChunks } from './chunks';
import { Classes, readClasses, StoredClasses, writeClasses } from './classes';
import { rowsInRanges } from './classRanges';
import { isPostgres } from './database';
import { SeriesRange, StoredValue } from './ranges';

/** What a measurement is made of by the classes of a column. */
export type ClassRow = {
  series_id: number;
  /** First day, epoch day. */
  period: number;
  by_column: string;
  /** As `writeClasses` writes them; nothing where that is not known. */
  classes: string | null;
};

/** The classes of a series by column and first day, `YYYY-MM-DD`. */
export type ClassesByColumn = Map<string, Map<string, StoredClasses>>;

/** SQLite takes some thousand values in a statement. */
const SQLITE_ROWS = 300;

/** PostgreSQL takes columns as arrays: four values, however many rows. */
const POSTGRES_ROWS = 10_000;

const KEY = ['series_id', 'period', 'by_column'] as const;

/**
 * What measurements, and values of periods, are made of by the classes of a column. Each
 * row goes with the measurement or value that it is of.
 */
export class ClassStore {
  constructor(private readonly knex: Knex) {}

  /** Those of some rows that are not stored like this, each key once. */
  async differences(rows: ClassRow[]): Promise<ClassRow[]> {
    const found: ClassRow[] = [];
    const stored = isPostgres(this.knex)
      ? // Lateral, so that each is looked up by the primary key
        `left join lateral (
           select classes from measurement_classes
            where series_id = w.series_id and period = w.period
              and by_column = w.by_column) c on true`
      : `left join measurement_classes c on c.series_id = w.series_id
           and c.period = w.period and c.by_column = w.by_column`;
    for (const part of this.inParts(rows)) {
      found.push(
        ...(await this.ask(
          this.knex,
          part,
          `select w.* from w ${stored} where c.classes is distinct from w.classes`,
        )),
      );
    }
    return found;
  }

  /**
   * Writes classes of measurements over what stands there; those of a measurement that is
   * not stored stay out. What they are of is to be evaluated again.
   *
   * @param rows - each key once
   */
  async write(rows: ClassRow[]): Promise<void> {
    for (const part of this.inParts(rows)) {
      await this.knex.transaction(async tx => {
        await this.noteChanged(tx, part);
        await this.put(tx, part);
      });
    }
  }

  /** Reads the classes of the measurements of some series; none of those that have none. */
  async readDays(
    tx: Knex,
    ranges: SeriesRange[],
  ): Promise<Map<number, ClassesByColumn>> {
    const found = new Map<number, ClassesByColumn>();
    for (const row of await rowsInRanges<ClassRow>(
      tx,
      'measurement_classes',
      ranges,
    )) {
      const byColumn: ClassesByColumn = found.get(row.series_id) ?? new Map();
      found.set(row.series_id, byColumn);
      const byDay = byColumn.get(row.by_column) ?? new Map();
      byColumn.set(row.by_column, byDay);
      byDay.set(fromEpochDay(row.period), readClasses(row.classes!));
    }
    return found;
  }

  /**
   * Puts classes of the values of periods in the place of those of some ranges.
   *
   * @returns by series the first days of the periods that were made of something else
   */
  async writePeriods(
    tx: Knex.Transaction,
    ranges: SeriesRange[],
    periods: {
      seriesId: number;
      column: string;
      start: string;
      classes: Classes;
    }[],
  ): Promise<Map<number, Set<string>>> {
    const before = await rowsInRanges<ClassRow>(tx, 'period_classes', ranges);
    const known = new Map(before.map(row => [keyOf(row), row]));
    const rows = periods.map(({ seriesId, column, start, classes }) => ({
      series_id: seriesId,
      period: toEpochDay(start),
      by_column: column,
      classes: writeClasses({ classes }),
    }));
    const kept = new Set(rows.map(keyOf));
    const different = rows.filter(
      row => known.get(keyOf(row))?.classes !== row.classes,
    );
    const gone = before.filter(row => !kept.has(keyOf(row)));
    for (const part of inChunks(gone, SQLITE_ROWS)) {
      await tx('period_classes')
        .whereIn(
          [...KEY],
          part.map(row => KEY.map(column => row[column])),
        )
        .delete();
    }
    for (const part of inChunks(different, SQLITE_ROWS)) {
      await tx('period_classes')
        .insert(part)
        .onConflict([...KEY])
        .merge();
    }
    const changed = new Map<number, Set<string>>();
    for (const { series_id: id, period: day } of [...different, ...gone]) {
      const starts = changed.get(id) ?? new Set();
      changed.set(id, starts.add(fromEpochDay(day)));
    }
    return changed;
  }

  /**
   * What the values of a KPI are made of, between two periods.
   *
   * @param periods - the first days of the first and the last
   * @param entityRefs - which entities; all if not given
   * @returns by first day and entity
   */
  async readPeriods(
    { kpi, grain, column }: { kpi: string; grain: PeriodType; column: string },
    [from, to]: [string, string],
    entityRefs?: string[],
    tx: Knex = this.knex,
  ): Promise<Map<string, Map<string, Classes>>> {
    const found = new Map<string, Map<string, Classes>>();
    const parts = entityRefs ? inChunks(entityRefs, SQLITE_ROWS) : [undefined];
    for (const part of parts) {
      const rows: { entity_ref: string; period: number; classes: string }[] =
        await tx('series')
          .join('period_classes', 'series.id', 'period_classes.series_id')
          .select('entity_ref', 'period', 'classes')
          .where({
            'series.kpi': kpi,
            'series.grain': grain,
            'period_classes.by_column': column,
          })
          .whereBetween('period_classes.period', [
            toEpochDay(from),
            toEpochDay(to),
          ])
          .modify(query => {
            if (part) {
              query.whereIn('series.entity_ref', part);
            }
          });
      for (const { entity_ref: ref, period: day, classes } of rows) {
        const start = fromEpochDay(day);
        const inPeriod = found.get(start) ?? new Map();
        found.set(start, inPeriod);
        inPeriod.set(ref, readClasses(classes).classes);
      }
    }
    return found;
  }

  /** Keeps the classes of whole periods that took the place of measurements. */
  async fold(
    tx: Knex.Transaction,
    seriesId: number,
    folded: StoredValue[],
  ): Promise<void> {
    if (!folded.length) {
      return;
    }
    const values = new Map(folded.map(one => [toEpochDay(one.period), one]));
    const rows: (ClassRow & { classes: string })[] = await tx('period_classes')
      .where({ series_id: seriesId })
      .whereBetween('period', [
        Math.min(...values.keys()),
        Math.max(...values.keys()),
      ]);
    await this.put(
      tx,
      rows.flatMap(row => {
        const of = values.get(row.period);
        return of
          ? [
              {
                ...row,
                classes: writeClasses({ ...readClasses(row.classes), of }),
              },
            ]
          : [];
      }),
    );
  }

  /** Forgets the classes of a KPI by other columns than some. */
  async forgetOthers(kpi: string, columns: string[]): Promise<void> {
    for (const table of ['measurement_classes', 'period_classes']) {
      await this.knex(table)
        .whereIn('series_id', this.knex('series').select('id').where({ kpi }))
        .whereNotIn('by_column', columns)
        .delete();
    }
    await this.knex('scope_classes')
      .where({ kpi })
      .whereNotIn('by_column', columns)
      .delete();
  }

  /** Puts classes aside that a run would write; the last of a key holds. */
  async stage(runId: string, part: number, rows: ClassRow[]): Promise<void> {
    for (const some of inChunks(rows, SQLITE_ROWS)) {
      await this.knex('staged_classes')
        .insert(some.map(row => ({ run_id: runId, part, ...row })))
        .onConflict(['run_id', ...KEY])
        .merge(['part', 'classes']);
    }
  }

  /** Forgets what a run would do with the classes of some measurements. */
  async unstage(runId: string, rows: ClassRow[]): Promise<void> {
    if (isPostgres(this.knex)) {
      const isOfRow = KEY.map(column => `s.${column} = w.${column}`);
      for (const part of this.inParts(rows)) {
        await this.ask(
          this.knex,
          part,
          `delete from staged_classes s using w
            where s.run_id = ? and ${isOfRow.join(' and ')}`,
          [runId],
        );
      }
      return;
    }
    for (const some of inChunks(rows, SQLITE_ROWS)) {
      await this.knex('staged_classes')
        .where({ run_id: runId })
        .whereIn(
          [...KEY],
          some.map(row => KEY.map(column => row[column])),
        )
        .delete();
    }
  }

  /** Writes what a run has put aside. */
  async writeStaged(runId: string): Promise<void> {
    let after: (string | number)[] = [-1, -1, ''];
    for (;;) {
      const rows: ClassRow[] = await this.knex('staged_classes')
        .select(...KEY, 'classes')
        .where({ run_id: runId })
        .whereRaw(`(${KEY.join(', ')}) > (?, ?, ?)`, after)
        .orderBy([...KEY])
        .limit(POSTGRES_ROWS);
      if (!rows.length) {
        return;
      }
      await this.write(rows);
      const last = rows[rows.length - 1];
      after = KEY.map(column => last[column]);
    }
  }

  private async put(tx: Knex.Transaction, rows: ClassRow[]): Promise<void> {
    const isKnown = ({ classes }: ClassRow) => classes !== null;
    for (const part of this.inParts(rows.filter(isKnown))) {
      await this.ask(
        tx,
        part,
        `insert into measurement_classes (${KEY.join(', ')}, classes)
         select w.series_id, w.period, w.by_column, w.classes
           from w join measurements m
             on m.series_id = w.series_id and m.period = w.period
          where true
         on conflict (${KEY.join(
           ', ',
         )}) do update set classes = excluded.classes`,
      );
    }
    const unknown = rows.filter(row => !isKnown(row));
    for (const some of inChunks(unknown, SQLITE_ROWS)) {
      await tx('measurement_classes')
        .whereIn(
          [...KEY],
          some.map(row => KEY.map(column => row[column])),
        )
        .delete();
    }
  }

  /** In the order of the series, in which all writers lock. */
  private async noteChanged(
    tx: Knex.Transaction,
    rows: ClassRow[],
  ): Promise<void> {
    const ids = [...new Set(rows.map(row => row.series_id))].sort(
      (a, b) => a - b,
    );
    if (isPostgres(tx)) {
      await tx.raw(
        'select id from series where id = any(?::int[]) order by id for update',
        [ids],
      );
    }
    const [least, greatest] = isPostgres(tx)
      ? ['least', 'greatest']
      : ['min', 'max'];
    await this.ask(
      tx,
      rows,
      `, days as (
         select series_id, min(period) as first, max(period) as last
           from w group by series_id)
       update series
          set changed_from = ${least}(coalesce(changed_from, days.first), days.first),
              changed_to = ${greatest}(coalesce(changed_to, days.last), days.last)
         from days where days.series_id = series.id`,
    );
  }

  private inParts(rows: ClassRow[]) {
    return inChunks(rows, isPostgres(this.knex) ? POSTGRES_ROWS : SQLITE_ROWS);
  }

  /**
   * Asks about rows.
   *
   * @param sql - what follows the rows, which it calls `w`
   * @param values - of its own
   */
  private async ask(
    tx: Knex,
    rows: ClassRow[],
    sql: string,
    values: Knex.Value[] = [],
  ): Promise<ClassRow[]> {
    if (isPostgres(tx)) {
      const answer = await tx.raw(
        `with w as (
           select * from unnest(?::int[], ?::int[], ?::text[], ?::text[])
             as w (${KEY.join(', ')}, classes)) ${sql}`,
        [
          rows.map(row => row.series_id),
          rows.map(row => row.period),
          rows.map(row => row.by_column),
          withNulls(rows.map(row => row.classes)),
          ...values,
        ],
      );
      return answer.rows;
    }
    const found: ClassRow[] = await tx.raw(
      `with w (${KEY.join(', ')}, classes) as (values ${rows
        .map(() => '(?, ?, ?, ?)')
        .join(', ')}) ${sql}`,
      [
        ...rows.flatMap((row): Knex.Value[] => [
          row.series_id,
          row.period,
          row.by_column,
          row.classes as Knex.Value,
        ]),
        ...values,
      ],
    );
    return found;
  }
}

function keyOf(row: ClassRow): string {
  return KEY.map(column => row[column]).join(' ');
}

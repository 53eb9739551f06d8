import { AGGREGATION_VERSION } from '@internal/kpi-tree';
import {
  fromEpochDay,
  PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ConflictError } from '@backstage/errors';
import { Measurement } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Knex } from 'knex';
import {
  ChangedDays,
  noteWrites,
  WriteOrigin,
  SeriesWrite,
  toColumns,
  ValueRow,
  writeMeasurements,
} from './bulkWrites';
import { inChunks } from './chunks';
import { isPostgres } from './database';
import { DayStretch, readStretches } from './dayStretch';
import { MergedSeriesError, MergedSeriesStore } from './MergedSeriesStore';
import { MeasurementKey } from './pushedKeys';
import { noteOverwritten, notePush } from './PushStore';
import {
  ALL_DAYS,
  rangeOf,
  readRanges,
  SeriesRange,
  StoredValue,
} from './ranges';

/**
 * A series as the store knows it.
 */
export type SeriesRecord = {
  id: number;
  entityRef: string;
  kpi: string;
  grain: PeriodType;
  source: string | null;
  /** The run that wrote it last; nothing if somebody sent it. */
  runId: string | null;
  coveredUntil: string | null;
  /** First days of the oldest and the newest measurement. */
  firstPeriod: string | null;
  lastPeriod: string | null;
  updatedAt: string | null;
  /** What was written since the last evaluation, as epoch days. */
  changed: ChangedDays | null;
  /**
   * Before this day measurements are of whole periods, of that length; some of them
   * were folded by that version of the arithmetic.
   */
  folded: { until: string; grain: PeriodType; arithmetic: number } | null;
  /**
   * Up to this day there is what was measured under an earlier reference: no source
   * takes it away.
   */
  takenUntil: string | null;
  /**
   * On which days no measurement means that nothing happened, as epoch days, the last
   * excluded; `null` where nobody has said so, and all counts as known.
   */
  known: DayStretch | null;
  /** The days on which measurements were deleted, and nobody has looked since. */
  deleted: readonly DayStretch[];
};

/** How a series is identified outside. */
export type SeriesName = { entityRef: string; kpi: string; grain: PeriodType };

/** A measurement of a known series. */
export type SeriesMeasurement = Pick<
  Measurement,
  'period' | 'value' | 'weight' | 'numerator' | 'sketch' | 'presumed'
> & { seriesId: number };

/** Between when and when something is known. */
export type SeriesExtent = {
  /** The first day. */
  from: string | null;
  /** Up to when all series are known to be complete; `null` if one of them is not. */
  coveredUntil: string | null;
  /** The day before which one of them has values of an earlier arithmetic. */
  earlierArithmeticBefore?: string;
};

/** Which series; a part that is not given does not narrow. */
export type SeriesFilter = { entityRefs?: string[]; kpis?: string[] };

/** A row of the table `series`. */
export type SeriesRow = {
  id: number;
  entity_ref: string;
  kpi: string;
  grain: PeriodType;
  source: string | null;
  run_id: string | null;
  covered_until: string | null;
  first_period: number | null;
  last_period: number | null;
  updated_at: string | null;
  changed_from: number | null;
  changed_to: number | null;
  folded_until: number | null;
  folded_grain: PeriodType | null;
  folded_arithmetic: number | null;
  taken_until: number | null;
  known_from: number | null;
  known_until: number | null;
  deleted_days: string | null;
};

const DAY_MS = 86_400_000;

/** The columns of {@link SeriesRow}. */
export const SERIES_COLUMNS: (keyof SeriesRow)[] = [
  'id',
  'entity_ref',
  'kpi',
  'grain',
  'source',
  'run_id',
  'covered_until',
  'first_period',
  'last_period',
  'updated_at',
  'changed_from',
  'changed_to',
  'folded_until',
  'folded_grain',
  'folded_arithmetic',
  'taken_until',
  'known_from',
  'known_until',
  'deleted_days',
];

type SeriesId = Pick<SeriesRow, 'id' | 'entity_ref' | 'kpi' | 'grain'>;

/** Enough for the cost of a write to be in the rows. */
const ROWS_PER_WRITE = 10_000;

/** SQLite has one connection: while it writes, pages wait. */
const SQLITE_ROWS_PER_WRITE = 1_000;

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 500;

/**
 * Series and their measurements. Every write is an idempotent upsert.
 */
export class MeasurementStore {
  constructor(private readonly knex: Knex) {}

  /** As many measurements as are well written at once. */
  get rowsPerWrite(): number {
    return isPostgres(this.knex) ? ROWS_PER_WRITE : SQLITE_ROWS_PER_WRITE;
  }

  /**
   * Finds series, and creates those that are missing.
   *
   * @returns the ids, by {@link seriesKey}.
   */
  async ensureSeries(wanted: SeriesName[]): Promise<Map<string, number>> {
    const ids = await this.findIds(wanted);
    const missing = wanted.filter(
      ({ entityRef, kpi, grain }) => !ids.has(seriesKey(entityRef, kpi, grain)),
    );
    for (const part of inChunks(missing, 300)) {
      await this.knex('series')
        .insert(
          part.map(({ entityRef, kpi, grain }) => ({
            entity_ref: entityRef,
            kpi,
            grain,
            // Until somebody says more, what is measured is known and nothing else
            known_from: 0,
            known_until: 0,
          })),
        )
        .onConflict(['entity_ref', 'kpi', 'grain'])
        .ignore();
    }
    for (const [key, id] of await this.findIds(missing)) {
      ids.set(key, id);
    }
    return ids;
  }

  /** The ids of those of some series that there are, by {@link seriesKey}. */
  async findIds(wanted: SeriesName[]): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    const size = isPostgres(this.knex) ? 10_000 : 300;
    for (const part of inChunks(wanted, size)) {
      const rows = isPostgres(this.knex)
        ? await this.findInPostgres(part)
        : await this.findInSqlite(part);
      for (const row of rows) {
        ids.set(seriesKey(row.entity_ref, row.kpi, row.grain), row.id);
      }
    }
    return ids;
  }

  private async findInPostgres(wanted: SeriesName[]): Promise<SeriesId[]> {
    const { rows } = await this.knex.raw(
      `select s.id, s.entity_ref, s.kpi, s.grain
         from unnest(?::text[], ?::text[], ?::text[]) as w (entity_ref, kpi, grain)
        cross join lateral (
          select * from series
           where entity_ref = w.entity_ref and kpi = w.kpi and grain = w.grain) s`,
      [
        wanted.map(({ entityRef }) => entityRef),
        wanted.map(({ kpi }) => kpi),
        wanted.map(({ grain }) => grain),
      ],
    );
    return rows;
  }

  private async findInSqlite(wanted: SeriesName[]): Promise<SeriesId[]> {
    return await this.knex<SeriesRow>('series')
      .select('id', 'entity_ref', 'kpi', 'grain')
      .whereIn(
        ['entity_ref', 'kpi', 'grain'],
        wanted.map(({ entityRef, kpi, grain }) => [entityRef, kpi, grain]),
      );
  }

  /**
   * Writes measurements of known series, all or none, over what stood there. What
   * is different afterwards is to be evaluated again. What is older than the folded
   * past of its series stays out: that is closed. So does what is presumed where there
   * is something as new. What is of a series that became part of another since it was
   * looked up is written to that, unless that is written of the same period as well.
   *
   * @param measurements - each with the id of its series
   * @returns those that stayed out
   * @throws `ConflictError` if a series is no more, and part of no other
   */
  async upsert(
    measurements: SeriesMeasurement[],
    origin: WriteOrigin,
  ): Promise<{ seriesId: number; period: string }[]> {
    const merged = new Map<number, number>();
    while (measurements.length) {
      try {
        return await this.write(measurements, origin, merged);
      } catch (error) {
        if (!(error instanceof MergedSeriesError)) {
          throw error;
        }
        await this.follow(error.ids, merged);
      }
    }
    return [];
  }

  /** @param merged - of series that are no more, those of which they are part */
  private async write(
    measurements: SeriesMeasurement[],
    origin: WriteOrigin,
    merged: ReadonlyMap<number, number>,
  ): Promise<{ seriesId: number; period: string }[]> {
    const isMerged = ({ seriesId }: SeriesMeasurement) => merged.has(seriesId);
    const idOf = (seriesId: number) => merged.get(seriesId) ?? seriesId;
    const ofOthers = merged.size ? measurements.filter(isMerged) : [];
    const [rows, presumed] = toRows(
      merged.size
        ? [
            ...ofOthers.map(one => ({ ...one, seriesId: idOf(one.seriesId) })),
            // Of one period the last holds
            ...measurements.filter(one => !isMerged(one)),
          ]
        : measurements,
    );
    const { push } = origin;
    let pushId: number | undefined;
    const out = await this.knex.transaction(async tx => {
      const { changes, changedKeys, open, closed } = await writeMeasurements(
        tx,
        rows,
        presumed,
        push !== undefined,
      );
      await noteWrites(tx, toWrites(open, changes), origin);
      if (changedKeys.length && push) {
        pushId = await notePush(tx, push, changedKeys);
      } else if (changedKeys.length) {
        await noteOverwritten(tx, changedKeys);
      }
      for (const { id, last } of toWrites(
        toRows(ofOthers)[0].map(row => ({
          ...row,
          series_id: idOf(row.series_id),
        })),
        new Map(),
      )) {
        // As what was taken over before
        await tx('series')
          .where({ id })
          .update({ taken_until: greatest(tx, 'taken_until', last) });
      }
      if (!closed.length) {
        return [];
      }
      const keys = new Set(closed.map(row => `${row.series_id} ${row.period}`));
      return measurements.flatMap(({ seriesId, period: start }) =>
        keys.has(`${idOf(seriesId)} ${toEpochDay(start)}`)
          ? [{ seriesId, period: start }]
          : [],
      );
    });
    if (push && pushId !== undefined) {
      // Only once it is stored
      push.id = pushId;
    }
    return out;
  }

  private async follow(
    ids: number[],
    merged: Map<number, number>,
  ): Promise<void> {
    const found = await new MergedSeriesStore(this.knex).read(ids);
    const lost = ids.filter(id => !found.has(id));
    if (lost.length) {
      throw new ConflictError(
        `The series ${lost[0]} is no more: its entity or KPI was changed meanwhile; send it again`,
      );
    }
    for (const [id, into] of merged) {
      merged.set(id, found.get(into) ?? into);
    }
    found.forEach((into, id) => merged.set(id, into));
  }

  /**
   * Deletes those measurements of some series whose period is not among those to
   * keep.
   *
   * @param keep - by series, epoch days
   * @param range - the days that are looked at; all if not given
   */
  async deleteOthers(
    seriesIds: number[],
    keep: ReadonlyMap<number, ReadonlySet<number>>,
    range: { from: number; to: number } = ALL_DAYS,
  ): Promise<void> {
    for (const ids of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      await this.knex.transaction(async tx => {
        // So that no write comes between the rows and the newest of them
        const series = await this.lockSeries(tx, ids);
        const first = new Map(series.map(one => [one.id, firstRemovable(one)]));
        const rows: { series_id: number; period: number }[] = await tx(
          'measurements',
        )
          .select('series_id', 'period')
          .whereIn('series_id', ids)
          .whereBetween('period', [range.from, range.to]);
        const gone = rows.filter(
          ({ series_id: id, period: day }) =>
            day >= first.get(id)! && !keep.get(id)?.has(day),
        );
        await this.deleteRows(tx, gone);
      });
    }
  }

  /** Deletes measurements, but for those that no source takes away. */
  async delete(keys: { series_id: number; period: number }[]): Promise<void> {
    await this.knex.transaction(async tx => {
      const ids = [...new Set(keys.map(key => key.series_id))];
      const first = new Map(
        (await this.lockSeries(tx, ids)).map(one => [
          one.id,
          firstRemovable(one),
        ]),
      );
      await this.deleteRows(
        tx,
        keys.filter(
          ({ series_id: id, period: day }) =>
            day >= (first.get(id) ?? Infinity),
        ),
      );
    });
  }

  private async deleteRows(
    tx: Knex.Transaction,
    rows: { series_id: number; period: number }[],
  ): Promise<void> {
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('measurements')
        .whereIn(
          ['series_id', 'period'],
          part.map(row => [row.series_id, row.period]),
        )
        .delete();
    }
    const changes = new Map<number, number[]>();
    for (const { series_id: id, period: day } of rows) {
      const [from, to] = changes.get(id) ?? [day, day];
      changes.set(id, [Math.min(from, day), Math.max(to, day)]);
    }
    const edge = (which: 'min' | 'max', id: number) =>
      tx('measurements')[which]('period').where({ series_id: id });
    for (const [id, [from, to]] of changes) {
      await tx('series')
        .where({ id })
        .update({
          first_period: edge('min', id),
          last_period: edge('max', id),
          changed_from: least(tx, 'changed_from', from),
          changed_to: greatest(tx, 'changed_to', to),
        });
    }
  }

  /** Notes of series that a source brought them again, changed or not. */
  async noteBrought(
    seriesIds: number[],
    { source, at, runId }: WriteOrigin,
  ): Promise<void> {
    for (const part of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      await this.knex('series')
        .whereIn('id', part)
        .update({
          source,
          run_id: runId ?? null,
          updated_at: at.toISOString(),
        });
    }
  }

  /** Whether a source has brought anything of some KPIs that is still there. */
  async hasAny(source: string, kpis: string[]): Promise<boolean> {
    for (const part of inChunks(kpis, ROWS_PER_STATEMENT)) {
      const row = await this.knex('series')
        .where({ source })
        .whereIn('kpi', part)
        .whereNotNull('last_period')
        .first('id');
      if (row) {
        return true;
      }
    }
    return false;
  }

  /**
   * Notes up to when a source is complete for some series.
   */
  async setCoverage(
    seriesIds: number[],
    source: string,
    coveredUntil: Date,
  ): Promise<void> {
    const until = coveredUntil.toISOString();
    for (const part of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      await this.knex('series')
        .whereIn('id', part)
        .andWhere(query =>
          query
            .whereNull('covered_until')
            .orWhereNot('covered_until', until)
            .orWhereNull('source'),
        )
        .update({ covered_until: until, source });
      // They may be stale no more, though nothing was measured
      const day = Math.floor(coveredUntil.getTime() / DAY_MS);
      await this.knex('series')
        .whereIn('id', part)
        .whereNull('changed_from')
        .whereExists(
          this.knex('current')
            .select('series_id')
            .where('series_id', this.knex.ref('series.id'))
            .andWhere({ status: 'stale' }),
        )
        .update({ changed_from: day, changed_to: day });
    }
  }

  /** Finds series by entity and KPI. */
  async findSeries(
    filter: SeriesFilter,
    tx: Knex = this.knex,
  ): Promise<SeriesRecord[]> {
    const select = (entityRefs?: string[]) =>
      tx<SeriesRow>('series').modify(query => {
        if (entityRefs) {
          query.whereIn('entity_ref', entityRefs);
        }
        if (filter.kpis) {
          query.whereIn('kpi', filter.kpis);
        }
      });
    const found: SeriesRecord[] = [];
    const parts = filter.entityRefs
      ? inChunks(filter.entityRefs, ROWS_PER_STATEMENT)
      : [undefined];
    for (const part of parts) {
      for (const row of (await select(part)) as SeriesRow[]) {
        found.push(toSeriesRecord(row));
      }
    }
    return found;
  }

  /** Series by their ids, in the order of these, to which nobody else writes. */
  async lockSeries(
    tx: Knex.Transaction,
    ids: number[],
  ): Promise<SeriesRecord[]> {
    const rows: SeriesRow[] = [];
    for (const part of inChunks(
      [...ids].sort((a, b) => a - b),
      ROWS_PER_STATEMENT,
    )) {
      const query = tx<SeriesRow>('series').whereIn('id', part).orderBy('id');
      const found: SeriesRow[] = await (isPostgres(tx)
        ? query.forUpdate()
        : query);
      rows.push(...found);
    }
    return rows.map(toSeriesRecord);
  }

  /** Notes that nothing was written since the last evaluation. */
  async noteEvaluated(tx: Knex.Transaction, ids: number[]): Promise<void> {
    for (const part of inChunks(ids, ROWS_PER_STATEMENT)) {
      await tx('series')
        .whereIn('id', part)
        .whereNotNull('changed_from')
        .update({ changed_from: null, changed_to: null });
    }
  }

  /**
   * Reads measurements in order of time.
   *
   * @param from - the first day, `YYYY-MM-DD`
   * @param to - the last day
   * @returns for each series that has any, its measurements.
   */
  async read(
    seriesIds: number[],
    from?: string,
    to?: string,
  ): Promise<Map<number, StoredValue[]>> {
    return this.readRanges(seriesIds.map(id => rangeOf(id, from, to)));
  }

  /**
   * The series and first day of each measurement that some series have within some days.
   *
   * @param days - the first and the last, as epoch days
   */
  async keysWithin(
    seriesIds: number[],
    days: { from: number; to: number },
  ): Promise<MeasurementKey[]> {
    const found: MeasurementKey[] = [];
    for (const part of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      const rows: MeasurementKey[] = await this.knex('measurements')
        .select('series_id', 'period')
        .whereIn('series_id', part)
        .whereBetween('period', [days.from, days.to]);
      rows.forEach(row => found.push(row));
    }
    return found;
  }

  /** Between when and when a KPI of some entities is known. */
  async extent(
    kpi: string,
    grain: PeriodType,
    entityRefs: string[],
  ): Promise<SeriesExtent> {
    let from = Infinity;
    let closed = -Infinity;
    let until: string | null | undefined;
    // For most of all series it is quicker to look at all
    const parts =
      entityRefs.length > 2_000
        ? [undefined]
        : inChunks(entityRefs, ROWS_PER_STATEMENT);
    const wanted = new Set(entityRefs);
    for (const part of parts) {
      const rows: SeriesRow[] = await this.knex<SeriesRow>('series')
        .select(
          'entity_ref',
          'first_period',
          'covered_until',
          'folded_until',
          'folded_arithmetic',
        )
        .where({ kpi, grain })
        .modify(query => {
          if (part) {
            query.whereIn('entity_ref', part);
          }
        });
      for (const row of rows.filter(one => wanted.has(one.entity_ref))) {
        from = Math.min(from, row.first_period ?? Infinity);
        if (isOfEarlierArithmetic(row.folded_arithmetic)) {
          closed = Math.max(closed, row.folded_until ?? -Infinity);
        }
        if (until === undefined || row.covered_until === null) {
          until = row.covered_until;
        } else if (until !== null && row.covered_until < until) {
          until = row.covered_until;
        }
      }
    }
    return {
      from: from === Infinity ? null : fromEpochDay(from),
      coveredUntil: until ?? null,
      earlierArithmeticBefore:
        closed === -Infinity ? undefined : fromEpochDay(closed),
    };
  }

  /** Reads a stretch of each of some series, in order of time. */
  async readRanges(
    ranges: SeriesRange[],
    tx: Knex = this.knex,
  ): Promise<Map<number, StoredValue[]>> {
    return readRanges(tx, 'measurements', ranges);
  }
}

/**
 * Rows in the order of their keys, in which all writers lock, so that none blocks
 * another. The last of two values for one period wins.
 *
 * @returns the rows, and which of them are presumed
 */
export function toRows(
  measurements: SeriesMeasurement[],
): [ValueRow[], ReadonlySet<ValueRow>] {
  const presumed = new Set<ValueRow>();
  // Many measurements are of the same few days
  const days = new Map<string, number>();
  const ordered = measurements
    .map((one): ValueRow => {
      const { seriesId, period: start } = one;
      const day = days.get(start) ?? toEpochDay(start);
      days.set(start, day);
      const row = { series_id: seriesId, period: day, ...toColumns(one) };
      if (one.presumed) {
        presumed.add(row);
      }
      return row;
    })
    // Stable: of equal keys the last stays the last
    .sort((a, b) => a.series_id - b.series_id || a.period - b.period);
  const rows = ordered.filter((row, index) => {
    const next = ordered[index + 1];
    return row.series_id !== next?.series_id || row.period !== next.period;
  });
  return [rows, presumed];
}

/** What was written to each series, in the order of their ids. */
function toWrites(
  ordered: ValueRow[],
  changed: ReadonlyMap<number, ChangedDays>,
): SeriesWrite[] {
  const writes: SeriesWrite[] = [];
  for (const { series_id: id, period: day } of ordered) {
    const last = writes[writes.length - 1];
    if (last?.id === id) {
      last.last = day;
    } else {
      writes.push({
        id,
        first: day,
        last: day,
        changed: changed.get(id),
      });
    }
  }
  return writes;
}

function least(tx: Knex, column: string, day: number): Knex.Raw {
  const name = isPostgres(tx) ? 'least' : 'min';
  return tx.raw(`${name}(coalesce(${column}, ?), ?)`, [day, day]);
}

function greatest(tx: Knex, column: string, day: number): Knex.Raw {
  const name = isPostgres(tx) ? 'greatest' : 'max';
  return tx.raw(`${name}(coalesce(${column}, ?), ?)`, [day, day]);
}

/** Identifies a series by what it is of. */
export function seriesKey(
  entityRef: string,
  kpi: string,
  grain: PeriodType,
): string {
  return `${entityRef} ${kpi} ${grain}`;
}

/** What is known of one series. */
export function extentOf(series: SeriesRecord): SeriesExtent {
  const { firstPeriod, coveredUntil, folded } = series;
  return {
    from: firstPeriod,
    coveredUntil,
    earlierArithmeticBefore:
      folded && isOfEarlierArithmetic(folded.arithmetic)
        ? folded.until
        : undefined,
  };
}

/** Whether measurements would be folded otherwise now. */
function isOfEarlierArithmetic(foldedBy: number | null): boolean {
  return foldedBy !== null && foldedBy < AGGREGATION_VERSION;
}

/**
 * The first day of which a source takes away what it no longer has, as an epoch day:
 * what is folded stands for more than it may still have, and what was taken over for
 * what it may know by another name.
 */
export function firstRemovable({
  folded,
  takenUntil,
}: Pick<SeriesRecord, 'folded' | 'takenUntil'>): number {
  return Math.max(
    folded ? toEpochDay(folded.until) : -Infinity,
    takenUntil === null ? -Infinity : toEpochDay(takenUntil) + 1,
  );
}

/** A row as the store returns it. */
export function toSeriesRecord(row: SeriesRow): SeriesRecord {
  const date = (day: number | null) =>
    day === null ? null : fromEpochDay(day);
  return {
    id: row.id,
    entityRef: row.entity_ref,
    kpi: row.kpi,
    grain: row.grain,
    source: row.source,
    runId: row.run_id,
    coveredUntil: row.covered_until,
    firstPeriod: date(row.first_period),
    lastPeriod: date(row.last_period),
    updatedAt: row.updated_at,
    changed:
      row.changed_from === null || row.changed_to === null
        ? null
        : { from: row.changed_from, to: row.changed_to },
    folded:
      row.folded_until === null || row.folded_grain === null
        ? null
        : {
            until: fromEpochDay(row.folded_until),
            grain: row.folded_grain,
            arithmetic: row.folded_arithmetic ?? 0,
          },
    takenUntil: date(row.taken_until),
    known:
      row.known_from === null || row.known_until === null
        ? null
        : { from: row.known_from, until: row.known_until },
    deleted: readStretches(row.deleted_days),
  };
}

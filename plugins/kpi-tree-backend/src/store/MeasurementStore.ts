import {
  fromEpochDay,
  PeriodType,
  PeriodValue,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Measurement } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Knex } from 'knex';
import { inChunks } from './chunks';
import { MeasurementRow, noteWrite, writeRows } from './bulkWrites';

/**
 * A series as the store knows it.
 */
export type SeriesRecord = {
  id: number;
  entityRef: string;
  kpi: string;
  grain: PeriodType;
  source: string | null;
  coveredUntil: string | null;
  /** First day of the newest measurement. */
  lastPeriod: string | null;
  /** Counts the writes. */
  version: number;
  updatedAt: string | null;
};

/** Which series; a part that is not given does not narrow. */
export type SeriesFilter = { entityRefs?: string[]; kpis?: string[] };

type SeriesRow = {
  id: number;
  entity_ref: string;
  kpi: string;
  grain: PeriodType;
  source: string | null;
  covered_until: string | null;
  last_period: number | null;
  version: number;
  updated_at: string | null;
};

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 500;

/**
 * Series and their measurements. Every write is an idempotent upsert.
 */
export class MeasurementStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Finds series, and creates those that are missing.
   *
   * @returns the ids, by {@link seriesKey}.
   */
  async ensureSeries(
    wanted: { entityRef: string; kpi: string; grain: PeriodType }[],
  ): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    for (const part of inChunks(wanted, 300)) {
      await this.knex('series')
        .insert(
          part.map(({ entityRef, kpi, grain }) => ({
            entity_ref: entityRef,
            kpi,
            grain,
          })),
        )
        .onConflict(['entity_ref', 'kpi', 'grain'])
        .ignore();
      const rows: SeriesRow[] = await this.knex('series')
        .select('id', 'entity_ref', 'kpi', 'grain')
        .whereIn(
          ['entity_ref', 'kpi', 'grain'],
          part.map(({ entityRef, kpi, grain }) => [entityRef, kpi, grain]),
        );
      for (const row of rows) {
        ids.set(seriesKey(row.entity_ref, row.kpi, row.grain), row.id);
      }
    }
    return ids;
  }

  /**
   * Writes measurements of known series, all or none, over what stood there. Only
   * the series in which something is different afterwards count the write.
   *
   * @param measurements - each with the id of its series
   */
  async upsert(
    measurements: (Pick<Measurement, 'period' | 'value' | 'weight'> & {
      seriesId: number;
    })[],
    origin: { source: string; at: Date },
  ): Promise<void> {
    if (!measurements.length) {
      return;
    }
    const rows = toRows(measurements);
    await this.knex.transaction(async tx => {
      const changed = await writeRows(tx, rows);
      await noteWrite(
        tx,
        newestPeriods(rows).map(([id, day]) => ({
          id,
          day,
          changed: changed.has(id),
        })),
        origin,
      );
    });
  }

  /**
   * Deletes the measurements of a series whose period is not among those to
   * keep.
   *
   * @param keep - epoch days
   * @returns how many were deleted.
   */
  async deleteAllBut(seriesId: number, keep: Set<number>): Promise<number> {
    return await this.knex.transaction(async tx => {
      // So that no write comes between the rows and the newest of them
      await tx('series').where({ id: seriesId }).forUpdate().select('id');
      const rows: { period: number }[] = await tx('measurements')
        .select('period')
        .where({ series_id: seriesId });
      const gone = rows.map(row => row.period).filter(day => !keep.has(day));
      if (!gone.length) {
        return 0;
      }
      for (const part of inChunks(gone, ROWS_PER_STATEMENT)) {
        await tx('measurements')
          .where({ series_id: seriesId })
          .whereIn('period', part)
          .delete();
      }
      await tx('series')
        .where({ id: seriesId })
        .update({
          version: tx.raw('version + 1'),
          last_period: tx('measurements')
            .max('period')
            .where({ series_id: seriesId }),
        });
      return gone.length;
    });
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
        .update({
          covered_until: until,
          source,
          version: this.knex.raw('version + 1'),
        });
    }
  }

  /** Finds series by entity and KPI. */
  async findSeries(filter: SeriesFilter): Promise<SeriesRecord[]> {
    const select = (entityRefs?: string[]) =>
      this.knex<SeriesRow>('series').modify(query => {
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
  ): Promise<Map<number, PeriodValue[]>> {
    const bySeries = new Map<number, PeriodValue[]>();
    for (const part of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      const rows: MeasurementRow[] = await this.knex('measurements')
        .select('series_id', 'period', 'value', 'weight')
        .whereIn('series_id', part)
        .modify(query => {
          if (from) {
            query.where('period', '>=', toEpochDay(from));
          }
          if (to) {
            query.where('period', '<=', toEpochDay(to));
          }
        })
        .orderBy(['series_id', 'period']);
      for (const row of rows) {
        const value = {
          period: fromEpochDay(row.period),
          value: row.value,
          weight: row.weight,
        };
        const values = bySeries.get(row.series_id);
        if (values) {
          values.push(value);
        } else {
          bySeries.set(row.series_id, [value]);
        }
      }
    }
    return bySeries;
  }
}

/**
 * Rows in the order of their keys, in which all writers lock, so that none blocks
 * another. The last of two values for one period wins.
 */
function toRows(
  measurements: (Pick<Measurement, 'period' | 'value' | 'weight'> & {
    seriesId: number;
  })[],
): MeasurementRow[] {
  // Many measurements are of the same few days
  const days = new Map<string, number>();
  const ordered = measurements
    .map(({ seriesId, period, value, weight }): MeasurementRow => {
      const day = days.get(period) ?? toEpochDay(period);
      days.set(period, day);
      return { series_id: seriesId, period: day, value, weight };
    })
    // Stable: of equal keys the last stays the last
    .sort((a, b) => a.series_id - b.series_id || a.period - b.period);
  return ordered.filter((row, index) => {
    const next = ordered[index + 1];
    return row.series_id !== next?.series_id || row.period !== next.period;
  });
}

/** The newest period of each series, in the order of their ids. */
function newestPeriods(ordered: MeasurementRow[]): [id: number, day: number][] {
  return ordered.flatMap((row, index) =>
    row.series_id === ordered[index + 1]?.series_id
      ? []
      : [[row.series_id, row.period] as [number, number]],
  );
}

/** Identifies a series by what it is of. */
export function seriesKey(
  entityRef: string,
  kpi: string,
  grain: PeriodType,
): string {
  return `${entityRef} ${kpi} ${grain}`;
}

function toSeriesRecord(row: SeriesRow): SeriesRecord {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    kpi: row.kpi,
    grain: row.grain,
    source: row.source,
    coveredUntil: row.covered_until,
    lastPeriod: row.last_period === null ? null : fromEpochDay(row.last_period),
    version: row.version,
    updatedAt: row.updated_at,
  };
}

import {
  Known,
  PeriodType,
  periodOf,
  fromEpochDay,
  toEpochDay,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import {
  ofColumns,
  ofKnownColumns,
  valueInSql,
  ValueRow,
  PERIOD_COLUMNS,
  writePeriodValues,
} from './bulkWrites';
import { inChunks } from './chunks';
import { whereNamed } from './CurrentStore';
import {
  SERIES_COLUMNS,
  SeriesRecord,
  SeriesRow,
  toSeriesRecord,
} from './MeasurementStore';
import { isPostgres } from './database';
import { rangeOf, readRanges, SeriesRange, StoredValue } from './ranges';

/** SQLite takes some thousand values in a statement. */
const KEYS_PER_STATEMENT = 500;

const JOINED_PERIOD =
  'inner join period_values p on p.series_id = series.id and p.period = ?';

/**
 * The same, so that each value is looked up by the primary key whatever the planner
 * thinks of the number of series: the history of all is much longer than one period.
 */
const LATERAL_PERIOD =
  'cross join lateral (select value, weight, numerator, known_days, known_of from period_values where series_id = series.id and period = ? limit 1) p';

/** For more entities it is quicker to read all there are. */
const ENTITIES_BY_NAME = 2_000;

/** Of a series, what says what it means where it has nothing. */
export type SilentSeries = Pick<
  SeriesRecord,
  'firstPeriod' | 'folded' | 'known' | 'deleted'
> & {
  /** It cannot be evaluated: nobody knows what it would have. */
  isSetAside?: boolean;
};

type SilentRow = SeriesRow & { reason: string | null };

/** What the series of a KPI have in some periods, by epoch day and entity. */
export type ValuesByEntity = Map<
  number,
  Map<string, WeightedValue & { sketch?: Uint8Array; known?: Known }>
>;

/**
 * The measurements of each series in the periods in which its KPI is judged: what
 * history and roll-ups read.
 */
export class PeriodStore {
  constructor(private readonly knex: Knex) {}

  /** Reads a stretch of each of some series, in order of time. */
  async readRanges(
    ranges: SeriesRange[],
    tx: Knex = this.knex,
  ): Promise<Map<number, StoredValue[]>> {
    return readRanges(tx, 'period_values', ranges);
  }

  /**
   * Reads values in order of time.
   *
   * @param from - the first days of the first and the last period
   */
  async read(
    seriesIds: number[],
    from?: string,
    to?: string,
    tx: Knex = this.knex,
  ): Promise<Map<number, StoredValue[]>> {
    return this.readRanges(
      seriesIds.map(id => rangeOf(id, from, to)),
      tx,
    );
  }

  /** Reads a stretch of each of some series, each between its own dates. */
  async readDates(
    stretches: { seriesId: number; from: string; to: string }[],
  ): Promise<Map<number, StoredValue[]>> {
    return this.readRanges(
      stretches.map(({ seriesId, from, to }) => rangeOf(seriesId, from, to)),
    );
  }

  /**
   * Writes values of periods over what stood there, and deletes others.
   *
   * @param rows - each key once, in the order of the keys
   */
  async write(
    tx: Knex.Transaction,
    rows: ValueRow[],
    gone: { seriesId: number; period: number }[],
  ): Promise<void> {
    await writePeriodValues(tx, rows);
    for (const part of inChunks(gone, KEYS_PER_STATEMENT)) {
      await tx('period_values')
        .whereIn(
          ['series_id', 'period'],
          part.map(({ seriesId, period: day }) => [seriesId, day]),
        )
        .delete();
    }
  }

  /** @returns how many values there were */
  async deleteRange(
    tx: Knex.Transaction,
    { seriesId, from, to }: SeriesRange,
  ): Promise<number> {
    return await tx('period_values')
      .where({ series_id: seriesId })
      .whereBetween('period', [from, to])
      .delete();
  }

  /**
   * The values of a KPI over entities.
   *
   * @param periods - first days, as epoch days
   * @param entityRefs - which entities; all if not given
   */
  async readKpi(
    tx: Knex,
    kpi: string,
    grain: PeriodType,
    periods: number[],
    entityRefs?: string[],
  ): Promise<ValuesByEntity> {
    const found: ValuesByEntity = new Map(periods.map(p => [p, new Map()]));
    const parts = entityRefs
      ? inChunks(entityRefs, KEYS_PER_STATEMENT)
      : [undefined];
    for (const part of parts) {
      const rows: (ValueRow & { entity_ref: string })[] = await tx('series')
        .join('period_values', 'series.id', 'period_values.series_id')
        .select(
          'series.entity_ref',
          'period_values.period',
          ...PERIOD_COLUMNS.map(column => `period_values.${column}`),
        )
        .where({ 'series.kpi': kpi, 'series.grain': grain })
        .whereIn('period_values.period', periods)
        .modify(query => {
          if (part) {
            query.whereIn('series.entity_ref', part);
          }
        });
      for (const { entity_ref, period: day, ...columns } of rows) {
        found.get(day)!.set(entity_ref, ofColumns(columns));
      }
    }
    return found;
  }

  /**
   * The values of some KPIs of entities in one period, in a query for all of them.
   *
   * @param start - its first day
   */
  async readKpis(
    kpis: string[],
    grain: PeriodType,
    start: string,
    entityRefs: string[],
  ): Promise<
    { entityRef: string; kpi: string; value: number | null; known?: Known }[]
  > {
    const parts =
      entityRefs.length > ENTITIES_BY_NAME
        ? [undefined]
        : inChunks(entityRefs, KEYS_PER_STATEMENT);
    const found = [];
    for (const part of parts) {
      const rows: (Pick<ValueRow, 'value' | 'known_days' | 'known_of'> & {
        entityRef: string;
        kpi: string;
      })[] = await this.knex('series')
        .joinRaw(
          isPostgres(this.knex) ? LATERAL_PERIOD : JOINED_PERIOD,
          toEpochDay(start),
        )
        .select({
          entityRef: 'series.entity_ref',
          kpi: 'series.kpi',
          value: this.knex.raw(valueInSql('p')),
          known_days: 'p.known_days',
          known_of: 'p.known_of',
        })
        .where({ 'series.grain': grain })
        .modify(whereNamed, kpis, 'series.kpi')
        .modify(query => {
          if (part) {
            whereNamed(query, part, 'series.entity_ref');
          }
        });
      found.push(
        ...rows.map(row => ({
          entityRef: row.entityRef,
          kpi: row.kpi,
          value: row.value,
          ...ofKnownColumns(row),
        })),
      );
    }
    return found;
  }

  /**
   * What says of the series of a KPI what it means where they have nothing, by entity.
   *
   * @param entityRefs - which entities; all if not given
   */
  async readSilent(
    tx: Knex,
    kpi: string,
    grain: PeriodType,
    entityRefs?: string[],
  ): Promise<Map<string, SilentSeries>> {
    const found = new Map<string, SilentSeries>();
    const parts = entityRefs
      ? inChunks(entityRefs, KEYS_PER_STATEMENT)
      : [undefined];
    for (const part of parts) {
      const rows: SilentRow[] = await tx('series')
        .leftJoin('set_aside', 'set_aside.series_id', 'series.id')
        .select(
          ...SERIES_COLUMNS.map(column => `series.${column}`),
          'set_aside.reason',
        )
        .where({ 'series.kpi': kpi, 'series.grain': grain })
        // Nothing was ever measured of the others
        .whereNotNull('series.source')
        .modify(query => {
          if (part) {
            query.whereIn('series.entity_ref', part);
          }
        });
      for (const row of rows) {
        const { entityRef, firstPeriod, folded, known, deleted } =
          toSeriesRecord(row);
        found.set(entityRef, {
          firstPeriod,
          folded,
          known,
          deleted,
          isSetAside: row.reason !== null,
        });
      }
    }
    return found;
  }

  /** The first days of the periods in which a KPI was measured, between two of them. */
  async measured(
    tx: Knex,
    kpi: string,
    grain: PeriodType,
    { from, to }: { from: string; to: string },
  ): Promise<string[]> {
    const days: number[] = await tx('series')
      .join('period_values', 'series.id', 'period_values.series_id')
      .where({ 'series.kpi': kpi, 'series.grain': grain })
      .whereBetween('period_values.period', [toEpochDay(from), toEpochDay(to)])
      .distinct('period_values.period')
      .pluck('period_values.period');
    return days.map(fromEpochDay);
  }

  /** The first days of the first and the last period in which a KPI was measured. */
  async extent(
    tx: Knex,
    kpi: string,
    grain: PeriodType,
    periodType: PeriodType,
  ): Promise<{ from: string; to: string } | undefined> {
    const [row]: { from: number | null; to: number | null }[] = await tx(
      'series',
    )
      .where({ kpi, grain })
      .min({ from: 'first_period' })
      .max({ to: 'last_period' });
    return row.from === null || row.to === null
      ? undefined
      : {
          from: periodOf(fromEpochDay(row.from), periodType),
          to: periodOf(fromEpochDay(row.to), periodType),
        };
  }
}

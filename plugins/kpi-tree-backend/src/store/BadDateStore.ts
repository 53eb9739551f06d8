import { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { ValueRow, withAllColumns } from './bulkWrites';
import { inChunks } from './chunks';
import { isPostgres } from './database';
import { ALL_DAYS } from './ranges';

/** The first and the last day, as epoch days. */
export type DateBounds = { first: number; last: number };

/** How a series is identified. */
export type NamedSeries = {
  id: number;
  entityRef: string;
  kpi: string;
  grain: PeriodType;
  source: string | null;
};

type ChangeRow = {
  scope: string;
  kpi: string;
  date: number;
  reason: string;
  declared_by: string;
  declared_at: string;
};

/** Bounds what one transaction takes on. */
const SERIES_AT_ONCE = 500;

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 500;

const NAME = {
  id: 'id',
  entityRef: 'entity_ref',
  kpi: 'kpi',
  grain: 'grain',
  source: 'source',
};

function outside(
  query: Knex.QueryBuilder,
  { first, last }: DateBounds,
  column = 'period',
): Knex.QueryBuilder {
  return query.andWhere(out =>
    out.where(column, '<', first).orWhere(column, '>', last),
  );
}

/** Takes rows with dates out of bounds out of the tables that are evaluated. */
export class BadDateStore {
  /**
   * Some series with measurements outside of the bounds of their grain, to which nobody
   * else writes. A look at each series, and at no measurement.
   */
  async seriesOutside(
    tx: Knex.Transaction,
    bounds: Readonly<Record<PeriodType, DateBounds>>,
  ): Promise<NamedSeries[]> {
    const query = tx('series')
      .select(NAME)
      .where(either => {
        for (const [grain, { first, last }] of Object.entries(bounds)) {
          either.orWhere(one =>
            one
              .where({ grain })
              .andWhere(edge =>
                edge
                  .where('first_period', '<', first)
                  .orWhere('last_period', '>', last),
              ),
          );
        }
      })
      .orderBy('id')
      .limit(SERIES_AT_ONCE);
    return isPostgres(tx) ? query.forUpdate() : query;
  }

  /** Takes measurements of a series outside of bounds away, and notes what is left. */
  async takeMeasurements(
    tx: Knex.Transaction,
    seriesId: number,
    bounds: DateBounds,
    limit: number,
  ): Promise<ValueRow[]> {
    const rows: ValueRow[] = await outside(
      tx('measurements').where({ series_id: seriesId }),
      bounds,
    )
      .orderBy('period')
      .limit(limit);
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('measurements')
        .where({ series_id: seriesId })
        .whereIn(
          'period',
          part.map(({ period: day }) => day),
        )
        .delete();
    }
    const edge = (which: 'min' | 'max') =>
      tx('measurements')[which]('period').where({ series_id: seriesId });
    await tx('series')
      .where({ id: seriesId })
      .update({
        first_period: edge('min'),
        last_period: edge('max'),
        changed_from: ALL_DAYS.from,
        changed_to: ALL_DAYS.to,
      });
    return rows;
  }

  /**
   * Takes away what was derived of periods out of bounds, and notes that it is to be made
   * again.
   *
   * @returns whether there may be more
   */
  async forgetDerived(
    tx: Knex.Transaction,
    bounds: DateBounds,
  ): Promise<boolean> {
    const series: number[] = await tx('series')
      .whereExists(
        outside(
          tx('period_values')
            .select('period')
            .where('series_id', tx.ref('series.id')),
          bounds,
        ),
      )
      .limit(SERIES_AT_ONCE)
      .pluck('id');
    await outside(
      tx('period_values').whereIn('series_id', series),
      bounds,
    ).delete();
    await tx('series')
      .whereIn('id', series)
      .update({ changed_from: ALL_DAYS.from, changed_to: ALL_DAYS.to });
    const scopes: { scope: string; kpi: string }[] = await tx('scope_current')
      .select('scope', 'kpi')
      .whereExists(
        outside(
          tx('scope_values')
            .select('period')
            .where('scope', tx.ref('scope_current.scope'))
            .where('kpi', tx.ref('scope_current.kpi')),
          bounds,
        ),
      )
      .limit(SERIES_AT_ONCE);
    const marks: { scope: string; kpi: string }[] = await outside(
      tx('rollup_marks').distinct('scope', 'kpi'),
      bounds,
    );
    for (const { scope, kpi } of scopes) {
      await outside(tx('scope_values').where({ scope, kpi }), bounds).delete();
    }
    await outside(tx('rollup_marks'), bounds).delete();
    for (const part of inChunks([...scopes, ...marks], ROWS_PER_STATEMENT)) {
      await tx('rollup_marks').insert(
        part.map(({ scope, kpi }) => ({ scope, kpi, period: null })),
      );
    }
    return series.length > 0 || scopes.length > 0;
  }

  /** Up to when series are said to be complete, each instant once. */
  async coverages(tx: Knex.Transaction): Promise<string[]> {
    return await tx('series')
      .distinct('covered_until')
      .whereNotNull('covered_until')
      .pluck('covered_until');
  }

  /** Takes away that some series are complete up to an instant. */
  async takeCoverage(
    tx: Knex.Transaction,
    until: string,
  ): Promise<NamedSeries[]> {
    const series: NamedSeries[] = await tx('series')
      .select(NAME)
      .where({ covered_until: until })
      .orderBy('id')
      .limit(SERIES_AT_ONCE);
    await tx('series')
      .whereIn(
        'id',
        series.map(({ id }) => id),
      )
      .update({
        covered_until: null,
        changed_from: ALL_DAYS.from,
        changed_to: ALL_DAYS.to,
      });
    return series;
  }

  /** Takes accepted changes outside of bounds away. */
  async takeChanges(
    tx: Knex.Transaction,
    bounds: DateBounds,
  ): Promise<ChangeRow[]> {
    const changes = () => outside(tx('declared_changes'), bounds, 'date');
    const rows: ChangeRow[] = await changes();
    await changes().delete();
    return rows;
  }

  /** Puts measurements back to series that are there still, where nothing newer is. */
  async putBack(tx: Knex.Transaction, rows: ValueRow[]): Promise<void> {
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      const ids = [...new Set(part.map(row => row.series_id))];
      const known: number[] = await tx('series').whereIn('id', ids).pluck('id');
      const there = part.filter(row => known.includes(row.series_id));
      if (!there.length) {
        continue;
      }
      await tx('measurements')
        .insert(there.map(withAllColumns))
        .onConflict(['series_id', 'period'])
        .ignore();
      for (const id of known) {
        const edge = (which: 'min' | 'max') =>
          tx('measurements')[which]('period').where({ series_id: id });
        await tx('series')
          .where({ id })
          .update({
            first_period: edge('min'),
            last_period: edge('max'),
            changed_from: ALL_DAYS.from,
            changed_to: ALL_DAYS.to,
          });
      }
    }
  }
}

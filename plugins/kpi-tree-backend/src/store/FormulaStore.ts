import { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { ChangedDays } from './bulkWrites';
import { inChunks } from './chunks';
import { isPostgres } from './database';

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 300;

/**
 * The series of formulas. They have no measurements, and nobody is their source:
 * what is computed stands in the values of periods.
 */
export class FormulaStore {
  /** Adds series that are to be evaluated; one that is there already stays. */
  async create(
    tx: Knex.Transaction,
    series: {
      entityRef: string;
      kpi: string;
      grain: PeriodType;
      days: ChangedDays;
      updatedAt: string | null;
    }[],
  ): Promise<void> {
    for (const part of inChunks(series, ROWS_PER_STATEMENT)) {
      await tx('series')
        .insert(
          part.map(({ entityRef, kpi, grain, days, updatedAt }) => ({
            entity_ref: entityRef,
            kpi,
            grain,
            changed_from: days.from,
            changed_to: days.to,
            updated_at: updatedAt,
          })),
        )
        .onConflict(['entity_ref', 'kpi', 'grain'])
        .ignore();
    }
  }

  /** Notes where series are to be evaluated again. */
  async noteChanges(
    tx: Knex.Transaction,
    changes: { id: number; days: ChangedDays; updatedAt: string | null }[],
  ): Promise<void> {
    if (isPostgres(tx)) {
      await tx.raw(
        `update series
            set changed_from = least(changed_from, c.first),
                changed_to = greatest(changed_to, c.last),
                updated_at = greatest(updated_at, c.latest)
           from (select id, min(first) as first, max(last) as last,
                        max(latest) as latest
                   from unnest(?::int[], ?::int[], ?::int[], ?::text[])
                     as w (id, first, last, latest)
                  group by id) c
          where series.id = c.id`,
        [
          changes.map(({ id }) => id),
          changes.map(({ days }) => days.from),
          changes.map(({ days }) => days.to),
          // The types of knex know no null in an array
          changes.map(({ updatedAt }) => updatedAt) as string[],
        ],
      );
      return;
    }
    for (const { id, days, updatedAt } of changes) {
      await tx('series')
        .where({ id })
        .update({
          changed_from: tx.raw('min(coalesce(changed_from, ?), ?)', [
            days.from,
            days.from,
          ]),
          changed_to: tx.raw('max(coalesce(changed_to, ?), ?)', [
            days.to,
            days.to,
          ]),
          ...(updatedAt
            ? {
                updated_at: tx.raw("max(coalesce(updated_at, ''), ?)", [
                  updatedAt,
                ]),
              }
            : {}),
        });
    }
  }

  /**
   * Takes away what was evaluated of series that are none any more: of formulas
   * that are measured now or computed from more, and of what was measured before it
   * was computed. The series stay, and what somebody measured.
   */
  async bury(tx: Knex.Transaction, seriesIds: number[]): Promise<void> {
    for (const part of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      await tx('period_values').whereIn('series_id', part).delete();
      await tx('current').whereIn('series_id', part).delete();
      await tx('series')
        .whereIn('id', part)
        .whereNull('source')
        .update({ changed_from: null, changed_to: null });
    }
  }
}

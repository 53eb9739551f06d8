import { Knex } from 'knex';
import { inChunks } from './chunks';
import { ChangedDays, valueInSql } from './bulkWrites';
import { DayStretch, writeStretches } from './dayStretch';
import { FormulaStore } from './FormulaStore';
import { SetAsideStore } from './SetAsideStore';
import { forgetMarks } from './SourceStore';
import { fromEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** A measurement, as much as a preview shows of it. */
export type DeletedMeasurement = {
  period: string;
  value: number | null;
  weight: number;
};

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 300;

/** Takes measurements out of the store for good, and what was derived of them. */
export class DeletionStore {
  constructor(
    private readonly stores: {
      formulas: FormulaStore;
      setAside: SetAsideStore;
    },
  ) {}

  /** How many measurements a series has on some days, and on all. */
  async count(
    tx: Knex,
    seriesId: number,
    days: ChangedDays,
  ): Promise<{ inSpan: number; all: number }> {
    const all = () => tx('measurements').where({ series_id: seriesId });
    const count = async (query: Knex.QueryBuilder) =>
      Number((await query.count({ count: '*' }))[0].count);
    return {
      inSpan: await count(all().whereBetween('period', [days.from, days.to])),
      all: await count(all()),
    };
  }

  /** The newest first day of a measurement up to a day. */
  async lastUpTo(
    tx: Knex,
    seriesId: number,
    day: number,
  ): Promise<number | undefined> {
    const row = await tx('measurements')
      .where({ series_id: seriesId })
      .andWhere('period', '<=', day)
      .max({ period: 'period' })
      .first();
    return row?.period ?? undefined;
  }

  /** The first and the last measurements of a span, in order of time. */
  async edges(
    tx: Knex,
    seriesId: number,
    days: ChangedDays,
    limit: number,
  ): Promise<{ first: DeletedMeasurement[]; lastPeriod: string }> {
    const inSpan = () =>
      tx('measurements')
        .where({ series_id: seriesId })
        .whereBetween('period', [days.from, days.to]);
    const first: { period: number; value: number | null; weight: number }[] =
      await inSpan()
        .select(
          'period',
          tx.raw(`${valueInSql('measurements')} as value`),
          'weight',
        )
        .orderBy('period')
        .limit(limit);
    const last = await inSpan().max({ period: 'period' }).first();
    return {
      first: first.map(row => ({ ...row, period: fromEpochDay(row.period) })),
      lastPeriod: fromEpochDay(last!.period),
    };
  }

  /**
   * Deletes the measurements of a series on some days, and notes where it is different.
   *
   * @param deleted - the days of which nothing is known any more, with those of before
   */
  async delete(
    tx: Knex.Transaction,
    seriesId: number,
    { from, to }: ChangedDays,
    deleted: readonly DayStretch[],
  ): Promise<void> {
    const rows = () => tx('measurements').where({ series_id: seriesId });
    const inSpan = () => rows().whereBetween('period', [from, to]);
    const [gone] = await inSpan().select(
      tx.raw('min(period) as first'),
      tx.raw('max(period) as last'),
    );
    await inSpan().delete();
    // A source that still has them is to yield them again
    await forgetMarks(tx);
    const { first, last } = gone as { first: number; last: number };
    await tx('series')
      .where({ id: seriesId })
      .update({
        first_period: rows().min('period'),
        last_period: rows().max('period'),
        deleted_days: writeStretches(deleted),
        changed_from: tx.raw(
          'case when changed_from < ? then changed_from else ? end',
          [first, first],
        ),
        changed_to: tx.raw(
          'case when changed_to > ? then changed_to else ? end',
          [last, last],
        ),
      });
  }

  /**
   * Deletes the measurements of a series that are set aside because of their dates.
   *
   * @param dryRun - counts them only
   * @returns how many they are
   */
  async deleteSetAside(
    tx: Knex,
    seriesId: number,
    dryRun: boolean,
  ): Promise<number> {
    const rows = () =>
      tx('set_aside_rows').where({ what: 'measurement', series_id: seriesId });
    if (!dryRun) {
      return rows().delete();
    }
    const [{ count }] = await rows().count({ count: '*' });
    return Number(count);
  }

  /** Deletes that measurements of some days are incomplete. */
  async deleteIncomplete(
    tx: Knex.Transaction,
    { entityRef, kpi }: { entityRef: string; kpi: string },
    { from, to }: ChangedDays,
  ): Promise<void> {
    await tx('incomplete_measurements')
      .where({ entity_ref: entityRef, kpi })
      .whereBetween('period', [from, to])
      .delete();
  }

  /**
   * Makes series that have nothing left as if they had never been measured, and takes
   * away what was evaluated of them and of the formulas over them.
   *
   * @param formulaIds - the series of formulas that lack an operand then
   */
  async forget(
    tx: Knex.Transaction,
    seriesIds: number[],
    formulaIds: number[],
  ): Promise<void> {
    for (const ids of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      await tx('series').whereIn('id', ids).update({
        source: null,
        run_id: null,
        covered_until: null,
        updated_at: null,
        folded_until: null,
        folded_grain: null,
        folded_arithmetic: null,
        taken_until: null,
        known_from: 0,
        known_until: 0,
      });
    }
    const ids = [...seriesIds, ...formulaIds];
    await this.stores.formulas.bury(tx, ids);
    await this.stores.setAside.removeSeries(tx, ids);
    for (const part of inChunks(ids, ROWS_PER_STATEMENT)) {
      await tx('insights').whereIn('series_id', part).delete();
    }
  }
}

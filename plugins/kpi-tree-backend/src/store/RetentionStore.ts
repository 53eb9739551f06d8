import {
  PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { toColumns, ValueRow, withAllColumns } from './bulkWrites';
import { inChunks } from './chunks';
import { raiseVersions } from './rollupVersions';
import { StoredValue } from './ranges';

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 500;

/** Takes out of the store what is old. */
export class RetentionStore {
  constructor(private readonly knex: Knex) {}

  /** Series with measurements before a day, in the order of their ids. */
  async olderThan(
    day: number,
    after: number,
    limit: number,
  ): Promise<number[]> {
    return await this.knex('series')
      .where('id', '>', after)
      .andWhere('first_period', '<', day)
      .orderBy('id')
      .limit(limit)
      .pluck('id');
  }

  /**
   * Puts measurements of whole periods in the place of all before a day.
   *
   * @param folded - the day, the length of the periods, and the oldest version of the
   * arithmetic that folded any of them
   */
  async fold(
    tx: Knex.Transaction,
    seriesId: number,
    values: StoredValue[],
    folded: { until: number; grain: PeriodType; arithmetic: number },
  ): Promise<void> {
    await tx('measurements')
      .where({ series_id: seriesId })
      .andWhere('period', '<', folded.until)
      .delete();
    const rows = values.map(
      ({ period: start, ...value }): ValueRow => ({
        series_id: seriesId,
        period: toEpochDay(start),
        ...toColumns(value),
      }),
    );
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('measurements').insert(part.map(withAllColumns));
    }
    await tx('series')
      .where({ id: seriesId })
      .update({
        folded_until: folded.until,
        folded_grain: folded.grain,
        folded_arithmetic: folded.arithmetic,
        ...(rows.length ? { first_period: rows[0].period } : {}),
      });
  }

  /** @returns how many measurements went */
  async dropBefore(
    tx: Knex.Transaction,
    seriesId: number,
    day: number,
  ): Promise<number> {
    await tx('period_values')
      .where({ series_id: seriesId })
      .andWhere('period', '<', day)
      .delete();
    const removed = await tx('measurements')
      .where({ series_id: seriesId })
      .andWhere('period', '<', day)
      .delete();
    await tx('series')
      .where({ id: seriesId })
      .update({
        first_period: edge(tx, 'min', seriesId),
        last_period: edge(tx, 'max', seriesId),
      });
    return removed;
  }

  /** Notes that the past of KPIs is not what it was. */
  async noteDropped(tx: Knex.Transaction, kpis: string[]): Promise<void> {
    await raiseVersions(tx, kpis);
  }

  /** Takes the values of a formula before a day away, as those of its operands go. */
  async dropFormulaValues(kpi: string, day: number): Promise<void> {
    await this.knex.transaction(async tx => {
      const dropped = await tx('period_values')
        .whereIn('series_id', tx('series').select('id').where({ kpi }))
        .andWhere('period', '<', day)
        .delete();
      if (dropped) {
        await raiseVersions(tx, [kpi]);
      }
    });
  }

  /** Takes the history of scopes before a day away. */
  async dropScopeValues(kpi: string, day: number): Promise<void> {
    await this.knex('scope_values')
      .where({ kpi })
      .andWhere('period', '<', day)
      .delete();
  }

  /** Takes away what moved and could be known before a day. */
  async dropInsights(day: number): Promise<void> {
    await this.knex('insights').where('day', '<', day).delete();
  }
}

function edge(tx: Knex, which: 'min' | 'max', seriesId: number) {
  return tx('measurements')[which]('period').where({ series_id: seriesId });
}

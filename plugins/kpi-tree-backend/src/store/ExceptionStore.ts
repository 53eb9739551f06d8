import {
  fromEpochDay,
  PeriodException,
  PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';

/** Of which KPI of which entity or scope an exception is. */
export type ExceptionSubject = { scope: string; kpi: string };

type ExceptionRow = {
  scope: string;
  kpi: string;
  period_type: PeriodType;
  period: number;
  reason: string;
  made_by: string;
  made_at: string;
};

/** The periods that are left out of the limits of KPIs: some hundred rows. */
export class ExceptionStore {
  constructor(private readonly knex: Knex) {}

  /** All there are, those of a subject in order of time. */
  async readAll(): Promise<(ExceptionSubject & PeriodException)[]> {
    const rows: ExceptionRow[] = await this.knex('period_exceptions').orderBy([
      'scope',
      'kpi',
      'period',
      'period_type',
    ]);
    return rows.map(row => ({
      scope: row.scope,
      kpi: row.kpi,
      ...toException(row),
    }));
  }

  /** Those of a KPI of an entity or scope, in order of time. */
  async read({ scope, kpi }: ExceptionSubject): Promise<PeriodException[]> {
    const rows: ExceptionRow[] = await this.knex('period_exceptions')
      .where({ scope, kpi })
      .orderBy(['period', 'period_type']);
    return rows.map(toException);
  }

  /** Writes an exception over one of the same period. */
  async write(
    { scope, kpi }: ExceptionSubject,
    { periodType, period, reason, by, at }: PeriodException,
  ): Promise<void> {
    await this.knex<ExceptionRow>('period_exceptions')
      .insert({
        scope,
        kpi,
        period_type: periodType,
        period: toEpochDay(period),
        reason,
        made_by: by,
        made_at: at,
      })
      .onConflict(['scope', 'kpi', 'period_type', 'period'])
      .merge(['reason', 'made_by', 'made_at']);
  }

  /** @returns whether there was one */
  async delete(
    { scope, kpi }: ExceptionSubject,
    { periodType, period }: Pick<PeriodException, 'periodType' | 'period'>,
  ): Promise<boolean> {
    const deleted = await this.knex<ExceptionRow>('period_exceptions')
      .where({
        scope,
        kpi,
        period_type: periodType,
        period: toEpochDay(period),
      })
      .delete();
    return deleted > 0;
  }
}

function toException(row: ExceptionRow): PeriodException {
  return {
    periodType: row.period_type,
    period: fromEpochDay(row.period),
    reason: row.reason,
    by: row.made_by,
    at: row.made_at,
  };
}

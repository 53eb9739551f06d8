import {
  AcceptedChange,
  fromEpochDay,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';

/** Of which KPI of which entity or scope a change is. */
export type ChangeSubject = { scope: string; kpi: string };

type ChangeRow = {
  scope: string;
  kpi: string;
  date: number;
  reason: string;
  declared_by: string;
  declared_at: string;
};

/** The changes of processes that were accepted in the portal: some hundred rows. */
export class ChangeStore {
  constructor(private readonly knex: Knex) {}

  /** All there are, those of a subject in order of time. */
  async readAll(): Promise<(ChangeSubject & AcceptedChange)[]> {
    const rows: ChangeRow[] = await this.knex('declared_changes').orderBy([
      'scope',
      'kpi',
      'date',
    ]);
    return rows.map(row => ({
      scope: row.scope,
      kpi: row.kpi,
      ...toChange(row),
    }));
  }

  /** Those of a KPI of an entity or scope, in order of time. */
  async read({ scope, kpi }: ChangeSubject): Promise<AcceptedChange[]> {
    const rows: ChangeRow[] = await this.knex('declared_changes')
      .where({ scope, kpi })
      .orderBy('date');
    return rows.map(toChange);
  }

  /** Writes a change over one of the same date. */
  async write(
    { scope, kpi }: ChangeSubject,
    { date, reason, by, at }: AcceptedChange,
  ): Promise<void> {
    await this.knex<ChangeRow>('declared_changes')
      .insert({
        scope,
        kpi,
        date: toEpochDay(date),
        reason,
        declared_by: by,
        declared_at: at,
      })
      .onConflict(['scope', 'kpi', 'date'])
      .merge(['reason', 'declared_by', 'declared_at']);
  }

  /** @returns whether there was one */
  async delete({ scope, kpi }: ChangeSubject, date: string): Promise<boolean> {
    const deleted = await this.knex('declared_changes')
      .where({ scope, kpi, date: toEpochDay(date) })
      .delete();
    return deleted > 0;
  }
}

function toChange(row: ChangeRow): AcceptedChange {
  return {
    date: fromEpochDay(row.date),
    reason: row.reason,
    by: row.declared_by,
    at: row.declared_at,
  };
}

import {
  CheckIn,
  Confidence,
  fromEpochDay,
  PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { CommentFilter } from './CommentStore';

type CheckInRow = {
  id: string;
  scope: string;
  kpi: string;
  period_type: PeriodType;
  period: number;
  text: string;
  confidence: Confidence;
  made_by: string;
  made_at: string;
};

/** What owners said about KPIs in periods: some thousand rows, of which none goes. */
export class CheckInStore {
  constructor(private readonly knex: Knex) {}

  /** Those that a filter lets through, of the newest periods first, the newest first. */
  async list({ scope, kpi, from, to }: CommentFilter): Promise<CheckIn[]> {
    const query = this.knex<CheckInRow>('check_ins').orderBy([
      { column: 'period', order: 'desc' },
      { column: 'number', order: 'desc' },
    ]);
    if (scope !== undefined) {
      query.where({ scope });
    }
    if (kpi !== undefined) {
      query.where({ kpi });
    }
    if (from !== undefined) {
      query.where('period', '>=', toEpochDay(from));
    }
    if (to !== undefined) {
      query.where('period', '<=', toEpochDay(to));
    }
    return (await query).map(toCheckIn);
  }

  async add(checkIn: Omit<CheckIn, 'id'>): Promise<CheckIn> {
    const row: CheckInRow = {
      id: randomUUID(),
      scope: checkIn.scope,
      kpi: checkIn.kpi,
      period_type: checkIn.periodType,
      period: toEpochDay(checkIn.period),
      text: checkIn.text,
      confidence: checkIn.confidence,
      made_by: checkIn.by,
      made_at: checkIn.at,
    };
    await this.knex<CheckInRow>('check_ins').insert(row);
    return toCheckIn(row);
  }
}

function toCheckIn(row: CheckInRow): CheckIn {
  return {
    id: row.id,
    scope: row.scope,
    kpi: row.kpi,
    periodType: row.period_type,
    period: fromEpochDay(row.period),
    text: row.text,
    confidence: row.confidence,
    by: row.made_by,
    at: row.made_at,
  };
}

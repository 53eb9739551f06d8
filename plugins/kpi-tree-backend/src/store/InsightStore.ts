import { InsightEvent, insightOrder } from '@internal/kpi-tree';
import {
  fromEpochDay,
  InsightEvidence,
  InsightKind,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { inChunks } from './chunks';

/** A KPI of an entity or scope: by a series of its own, or rolled up from members. */
export type InsightSubject = {
  /** Entity reference, or `all`. */
  subject: string;
  kpi: string;
  /** {@link ROLLED_UP} if it is rolled up. */
  seriesId: number;
};

/** In the place of a series, as there is none. */
export const ROLLED_UP = 0;

/** An event as it is stored. */
export type StoredEvent = InsightSubject &
  InsightEvidence & {
    /** The day from which it could be known, `YYYY-MM-DD`. */
    day: string;
    /** By which events are ordered, the highest first. */
    order: number;
  };

/** Where in the order an event stands. */
export type InsightPosition = InsightSubject & {
  order: number;
  kind: InsightKind;
};

type InsightRow = {
  subject: string;
  kpi: string;
  series_id: number;
  kind: InsightKind;
  day: number;
  sort_key: number;
  evidence: string;
};

const KEY = ['subject', 'kpi', 'series_id', 'kind'] as const;

/** The order of a list, and what comes after a place in it. */
const ORDER = ['sort_key', ...KEY] as const;

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 300;

/** What moved: of each KPI of an entity or scope, of each kind the last event. */
export class InsightStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Puts the events of some series in the place of those that stood there. Only what
   * is different is written.
   */
  async writeSeries(
    tx: Knex.Transaction,
    written: { subject: InsightSubject; events: InsightEvent[] }[],
  ): Promise<void> {
    for (const part of inChunks(written, ROWS_PER_STATEMENT)) {
      const known: InsightRow[] = await tx('insights').whereIn(
        'series_id',
        part.map(({ subject }) => subject.seriesId),
      );
      await replace(tx, known, part);
    }
  }

  /** The same of a KPI of scopes, rolled up from their members. */
  async writeScopes(
    tx: Knex.Transaction,
    kpi: string,
    written: { scope: string; events: InsightEvent[] }[],
  ): Promise<void> {
    for (const part of inChunks(written, ROWS_PER_STATEMENT)) {
      const known: InsightRow[] = await tx('insights')
        .where({ kpi, series_id: ROLLED_UP })
        .whereIn(
          'subject',
          part.map(({ scope }) => scope),
        );
      await replace(
        tx,
        known,
        part.map(({ scope, events }) => ({
          subject: { subject: scope, kpi, seriesId: ROLLED_UP },
          events,
        })),
      );
    }
  }

  /** Deletes the events of series. */
  async deleteSeries(tx: Knex, seriesIds: number[]): Promise<void> {
    for (const part of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      await tx('insights').whereIn('series_id', part).delete();
    }
  }

  /**
   * A stretch of what moved, the most important first: of each KPI of an entity or
   * scope its most important event.
   *
   * @param since - what could be known before this day is left out
   * @param after - the event after which to begin
   * @param subjects - of which; all if not given
   */
  async first(options: {
    since: string;
    limit: number;
    after?: InsightPosition;
    subjects?: string[];
  }): Promise<StoredEvent[]> {
    const { since, limit, after, subjects } = options;
    const day = toEpochDay(since);
    const rows: InsightRow[] = await this.knex('insights as i')
      .select('i.*')
      .where('i.day', '>=', day)
      .whereNotExists(
        this.knex('insights as other')
          .select(this.knex.raw('1'))
          .where('other.subject', this.knex.ref('i.subject'))
          .where('other.kpi', this.knex.ref('i.kpi'))
          .where('other.series_id', this.knex.ref('i.series_id'))
          .where('other.day', '>=', day)
          .whereRaw('(other.sort_key, other.kind) > (i.sort_key, i.kind)'),
      )
      .modify(query => {
        if (after) {
          query.whereRaw(
            `(${ORDER.map(column => `i.${column}`)}) < (?, ?, ?, ?, ?)`,
            [after.order, after.subject, after.kpi, after.seriesId, after.kind],
          );
        }
        if (subjects) {
          query.whereIn('i.subject', subjects);
        }
      })
      .orderBy(ORDER.map(column => ({ column: `i.${column}`, order: 'desc' })))
      .limit(limit);
    return rows.map(toEvent);
  }

  /** All events of some KPIs since a day, the most important first. */
  async ofKpis(of: InsightSubject[], since: string): Promise<StoredEvent[]> {
    const found: StoredEvent[] = [];
    for (const part of inChunks(of, ROWS_PER_STATEMENT)) {
      const rows: InsightRow[] = await this.knex('insights')
        .whereIn(
          ['subject', 'kpi', 'series_id'],
          part.map(({ subject, kpi, seriesId }) => [subject, kpi, seriesId]),
        )
        .andWhere('day', '>=', toEpochDay(since))
        .orderBy(ORDER.map(column => ({ column, order: 'desc' })));
      found.push(...rows.map(toEvent));
    }
    return found;
  }
}

async function replace(
  tx: Knex.Transaction,
  known: InsightRow[],
  written: { subject: InsightSubject; events: InsightEvent[] }[],
): Promise<void> {
  const gone = new Map(known.map(row => [keyOf(row), row]));
  const different: InsightRow[] = [];
  for (const { subject, events } of written) {
    for (const event of events) {
      const row = toRow(subject, event);
      const before = gone.get(keyOf(row));
      gone.delete(keyOf(row));
      if (
        before?.day !== row.day ||
        before.sort_key !== row.sort_key ||
        before.evidence !== row.evidence
      ) {
        different.push(row);
      }
    }
  }
  for (const part of inChunks([...gone.values()], ROWS_PER_STATEMENT)) {
    await tx('insights')
      .whereIn(
        [...KEY],
        part.map(row => KEY.map(column => row[column])),
      )
      .delete();
  }
  for (const part of inChunks(different, ROWS_PER_STATEMENT)) {
    await tx('insights')
      .insert(part)
      .onConflict([...KEY])
      .merge(['day', 'sort_key', 'evidence']);
  }
}

function keyOf(row: InsightRow): string {
  return KEY.map(column => row[column]).join(' ');
}

function toRow(
  { subject, kpi, seriesId }: InsightSubject,
  { kind, date, text, facts, meaning, day, weight }: InsightEvent,
): InsightRow {
  return {
    subject,
    kpi,
    series_id: seriesId,
    kind,
    day: toEpochDay(day),
    sort_key: insightOrder({ weight, day }),
    evidence: JSON.stringify({ date, text, facts, meaning }),
  };
}

function toEvent(row: InsightRow): StoredEvent {
  const { date, text, facts, meaning } = JSON.parse(row.evidence);
  return {
    subject: row.subject,
    kpi: row.kpi,
    seriesId: row.series_id,
    kind: row.kind,
    day: fromEpochDay(row.day),
    order: row.sort_key,
    date,
    text,
    ...(facts ? { facts } : {}),
    meaning,
  };
}

import { Knex } from 'knex';
import { inChunks } from './chunks';
import { ROLLED_UP } from './InsightStore';
import { ALL_DAYS } from './ranges';

/** A KPI of an entity or scope that cannot be evaluated. */
export type SetAside = {
  /** {@link ROLLED_UP} if it is rolled up from members. */
  seriesId: number;
  /** Entity reference, or `all`. */
  subject: string;
  kpi: string;
  /** Why, in a sentence. */
  reason: string;
  /** When it was set aside, ISO 8601. */
  since: string;
  /** The key of what it could not be evaluated with. */
  triedWith: string;
};

type SetAsideRow = {
  series_id: number;
  subject: string;
  kpi: string;
  reason: string;
  since: string;
  tried_with: string;
};

/** As much of a reason as is read. */
const LONGEST_REASON = 1_000;

/** More would be a fault of the portal, and not of what they are. */
const MOST_READ = 5_000;

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 500;

/**
 * What cannot be evaluated: of a series, or of a KPI of a scope. It is tried again where
 * its data or definition change, and everything else goes on without it.
 */
export class SetAsideStore {
  constructor(private readonly knex: Knex) {}

  /** All there are, in the order of subjects and KPIs; some thousand at most. */
  async readAll(): Promise<SetAside[]> {
    const rows: SetAsideRow[] = await this.knex('set_aside')
      .orderBy(['subject', 'kpi', 'series_id'])
      .limit(MOST_READ);
    return rows.map(toSetAside);
  }

  /** The scopes of which a KPI is set aside, with what it was tried. */
  async scopesOf(kpi: string): Promise<Map<string, string>> {
    const rows: SetAsideRow[] = await this.knex('set_aside').where({
      series_id: ROLLED_UP,
      kpi,
    });
    return new Map(rows.map(row => [row.subject, row.tried_with]));
  }

  /**
   * Sets something aside, or notes that it still is.
   *
   * @returns whether that is new, or for another reason than before
   */
  async add(
    tx: Knex.Transaction,
    { seriesId, subject, kpi, reason, since, triedWith }: SetAside,
  ): Promise<boolean> {
    const key = { series_id: seriesId, subject, kpi };
    const shortened = reason.slice(0, LONGEST_REASON);
    const known: SetAsideRow | undefined = await tx('set_aside')
      .where(key)
      .first();
    await tx('set_aside')
      .insert({ ...key, reason: shortened, since, tried_with: triedWith })
      .onConflict(['series_id', 'subject', 'kpi'])
      .merge(['reason', 'tried_with']);
    return known?.reason !== shortened;
  }

  /** Notes that all series that are set aside are to be tried again. */
  async retrySeries(tx: Knex.Transaction): Promise<void> {
    await tx('series')
      .whereIn('id', tx('set_aside').select('series_id'))
      .update({ changed_from: ALL_DAYS.from, changed_to: ALL_DAYS.to });
  }

  /** Series that can be evaluated, or are to be no more. */
  async removeSeries(tx: Knex, seriesIds: number[]): Promise<void> {
    for (const part of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      await tx('set_aside').whereIn('series_id', part).delete();
    }
  }

  /** Scopes of which a KPI can be rolled up. */
  async removeScopes(
    tx: Knex.Transaction,
    kpi: string,
    scopes: string[],
  ): Promise<void> {
    for (const part of inChunks(scopes, ROWS_PER_STATEMENT)) {
      await tx('set_aside')
        .where({ series_id: ROLLED_UP, kpi })
        .whereIn('subject', part)
        .delete();
    }
  }
}

function toSetAside(row: SetAsideRow): SetAside {
  return {
    seriesId: row.series_id,
    subject: row.subject,
    kpi: row.kpi,
    reason: row.reason,
    since: row.since,
    triedWith: row.tried_with,
  };
}

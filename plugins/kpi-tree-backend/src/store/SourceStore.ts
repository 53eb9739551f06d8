import {
  fromEpochDay,
  Source,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { whereNamed } from './CurrentStore';
import { DayStretch } from './dayStretch';

/** What is kept of a source from one run to the next. */
export type SourceState = {
  /** Hash of the definitions of the last successful run. */
  plan: string | null;
  /** Up to when its schedule has collected it. */
  watermark: Date | null;
  /** When its whole history was collected last. */
  historyAt: Date | null;
  /** Runs that failed since the last that succeeded. */
  failures: number;
  /** Its schedule waits until then. */
  pausedUntil: Date | null;
  /**
   * Hash of the configuration with which it failed, so that another is tried at once;
   * `null` where the other side asked to wait.
   */
  pausedWith: string | null;
  /** KPIs that could not be measured, each with the instant from which on. */
  behind: ReadonlyMap<string, Date>;
  /**
   * Hash of each KPI as its whole history was collected last; `null` if none ever was.
   */
  kpiPlans: ReadonlyMap<string, string> | null;
  /** Hash of the definitions with which its last run was held back. */
  heldPlan: string | null;
  /**
   * On which days it has looked, by KPI, where its silence means that nothing happened;
   * `null` if it was never collected since that is kept.
   */
  known: ReadonlyMap<string, DayStretch> | null;
  /** What its last run yielded; `null` if that has no name, or is not as it left it. */
  mark: SourceMark | null;
  running: boolean;
};

/** What a run yielded, all of which is stored. */
export type SourceMark = {
  /** As the source names it. */
  mark: string;
  /** Hash of what it was asked. */
  plan: string;
  /** When everything was yielded last, ISO 8601. */
  wholeAt: string;
};

/** What a source has measured, and how fresh it is. */
export type SourceMeasured = Pick<
  Source,
  'newestPeriod' | 'measuredAt' | 'seriesCount' | 'staleSeries'
>;

type MeasuredRow = {
  source: string;
  entity_ref?: string;
  series: string;
  newest: number | null;
  updated: string | null;
  stale: string;
};

type SourceRow = {
  id: string;
  run_id: string | null;
  plan: string | null;
  watermark: string | null;
  history_at: string | null;
  failures: number;
  paused_until: string | number | null;
  paused_with: string | null;
  behind: string | null;
  kpi_plans: string | null;
  held_plan: string | null;
  known: string | null;
  mark: string | null;
};

/** What is kept of sources between runs. */
export class SourceStore {
  constructor(private readonly knex: Knex) {}

  /** The states of those that ever ran. */
  async readAll(): Promise<Map<string, SourceState>> {
    const rows: SourceRow[] = await this.knex('sources');
    return new Map(rows.map(row => [row.id, toState(row)]));
  }

  /**
   * What each source has measured.
   *
   * @param only - of which KPIs and entities; of all if not given
   */
  async measured(only?: {
    kpis: string[];
    isSeen: (entityRef: string) => boolean;
  }): Promise<Map<string, SourceMeasured>> {
    const rows: MeasuredRow[] = await this.knex('series')
      .leftJoin('current', join =>
        join
          .on('current.series_id', 'series.id')
          .andOnVal('current.status', 'stale'),
      )
      .whereNotNull('source')
      .modify(query => {
        if (only) {
          whereNamed(query, only.kpis, 'series.kpi');
          query.groupBy('series.entity_ref').select('series.entity_ref');
        }
      })
      .groupBy('source')
      .select('source')
      .count({ series: 'series.id', stale: 'current.series_id' })
      .max({ newest: 'last_period', updated: 'updated_at' });
    const measured = new Map<string, SourceMeasured>();
    for (const row of rows) {
      if (!only || only.isSeen(row.entity_ref!)) {
        const { source } = row;
        measured.set(source, together(measured.get(source), row));
      }
    }
    return measured;
  }

  async read(id: string): Promise<SourceState | undefined> {
    const row: SourceRow | undefined = await this.knex('sources')
      .where({ id })
      .first();
    return row && toState(row);
  }

  /**
   * Changes what is given, if the source is still held.
   *
   * @param hold - of whoever collects it
   */
  async write(
    id: string,
    hold: string,
    state: Partial<Omit<SourceState, 'running'>>,
  ): Promise<void> {
    const { plan, watermark, historyAt, failures, pausedUntil, behind } = state;
    const { pausedWith, kpiPlans, heldPlan, known, mark } = state;
    const given = {
      plan,
      watermark: watermark && watermark.toISOString(),
      history_at: historyAt && historyAt.toISOString(),
      failures,
      paused_until: pausedUntil && pausedUntil.getTime(),
      paused_with: pausedWith,
      behind: behind && JSON.stringify([...behind]),
      kpi_plans: kpiPlans && JSON.stringify([...kpiPlans]),
      held_plan: heldPlan,
      known: known && JSON.stringify([...known]),
      mark: mark && JSON.stringify(mark),
    };
    const changes = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    );
    if (Object.keys(changes).length) {
      await this.knex('sources').where({ id, hold }).update(changes);
    }
  }
}

/** Notes that measurements are not as runs have left them. */
export async function forgetMarks(tx: Knex): Promise<void> {
  await tx('sources').whereNotNull('mark').update({ mark: null });
}

/** What one entity has, or all of them, beside what is known already. */
function together(
  known: SourceMeasured | undefined,
  { series, newest, updated, stale }: MeasuredRow,
): SourceMeasured {
  const later = (a: string | null | undefined, b: string | null) =>
    a && (!b || a > b) ? a : b;
  return {
    newestPeriod: later(
      known?.newestPeriod,
      newest === null ? null : fromEpochDay(newest),
    ),
    measuredAt: later(known?.measuredAt, updated),
    seriesCount: (known?.seriesCount ?? 0) + Number(series),
    staleSeries: (known?.staleSeries ?? 0) + Number(stale),
  };
}

function toState(row: SourceRow): SourceState {
  const date = (at: string | number | null) =>
    at === null ? null : new Date(at);
  return {
    plan: row.plan,
    watermark: date(row.watermark),
    historyAt: date(row.history_at),
    failures: row.failures,
    // PostgreSQL gives large numbers as texts
    pausedUntil: date(
      row.paused_until === null ? null : Number(row.paused_until),
    ),
    pausedWith: row.paused_with,
    behind: new Map(
      (JSON.parse(row.behind ?? '[]') as [string, string][]).map(
        ([kpi, since]) => [kpi, new Date(since)],
      ),
    ),
    kpiPlans:
      row.kpi_plans === null ? null : new Map(JSON.parse(row.kpi_plans)),
    heldPlan: row.held_plan,
    known: row.known === null ? null : new Map(JSON.parse(row.known)),
    mark: row.mark === null ? null : JSON.parse(row.mark),
    running: row.run_id !== null,
  };
}

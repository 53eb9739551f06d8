import { ConflictError, NotFoundError } from '@backstage/errors';
import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';

type RunRow = {
  id: string;
  source: string;
  state: Run['state'];
  trigger: Run['trigger'];
  started_at: string;
  ended_at: string | null;
  rows_read: number;
  rows_rejected: number;
  measurements_written: number;
  errors: string;
};

/** After this long without a heartbeat the holder of a source is gone. */
const HEARTBEAT_TIMEOUT_MS = 60_000;

/** Runs that are kept of each source. */
const RUNS_KEPT = 100;

/**
 * The record of runs, and which of them holds a source: one source is collected
 * once at a time, however many backends share the database.
 */
export class RunStore {
  constructor(
    private readonly knex: Knex,
    private readonly clock: () => number = Date.now,
  ) {}

  /**
   * Takes a source and starts a run.
   *
   * @throws `ConflictError` if another run holds the source.
   */
  async start(source: string, trigger: Run['trigger']): Promise<Run> {
    const id = randomUUID();
    const now = this.clock();
    await this.knex('sources').insert({ id: source }).onConflict('id').ignore();
    const taken = await this.knex('sources')
      .where({ id: source })
      .andWhere(query =>
        query
          .whereNull('run_id')
          .orWhere('heartbeat', '<', now - HEARTBEAT_TIMEOUT_MS),
      )
      .update({ run_id: id, heartbeat: now });
    if (!taken) {
      throw new ConflictError(
        `Source ${source} is being collected: wait for that run to end`,
      );
    }
    // Whoever held it before and left no end is gone.
    await this.knex('runs')
      .where({ source, state: 'running' })
      .update({ state: 'abandoned', ended_at: iso(now) });
    const row: RunRow = {
      id,
      source,
      state: 'running',
      trigger,
      started_at: iso(now),
      ended_at: null,
      rows_read: 0,
      rows_rejected: 0,
      measurements_written: 0,
      errors: '[]',
    };
    await this.knex('runs').insert(row);
    return toRun(row);
  }

  /** Tells that a run goes on, and how far it is. */
  async heartbeat(run: Run): Promise<void> {
    await this.knex('sources')
      .where({ id: run.source, run_id: run.id })
      .update({ heartbeat: this.clock() });
    await this.save(run);
  }

  /**
   * Ends a run and releases its source.
   *
   * @param plan - hash of the definitions it collected for, if it succeeded
   */
  async end(run: Run, plan?: string): Promise<Run> {
    const ended = { ...run, endedAt: iso(this.clock()) };
    await this.save(ended);
    await this.knex('sources')
      .where({ id: run.source, run_id: run.id })
      .update({ run_id: null, ...(plan === undefined ? {} : { plan }) });
    const old = await this.knex('runs')
      .where({ source: run.source })
      .orderBy('started_at', 'desc')
      .offset(RUNS_KEPT)
      .limit(RUNS_KEPT)
      .select('id');
    await this.knex('runs')
      .whereIn(
        'id',
        old.map((row: { id: string }) => row.id),
      )
      .delete();
    return ended;
  }

  /** The hash of the definitions of the last successful run of a source. */
  async lastPlan(source: string): Promise<string | undefined> {
    const row = await this.knex('sources').where({ id: source }).first('plan');
    return row?.plan ?? undefined;
  }

  /**
   * @throws `NotFoundError`
   */
  async get(id: string): Promise<Run> {
    const row: RunRow | undefined = await this.knex('runs')
      .where({ id })
      .first();
    if (!row) {
      throw new NotFoundError(`There is no run ${id}`);
    }
    return toRun(row);
  }

  /**
   * The latest runs, newest first.
   *
   * @param filter - `after`: the run behind which to begin
   */
  async list(filter: {
    source?: string;
    limit: number;
    after?: Pick<Run, 'startedAt' | 'id'>;
  }): Promise<Run[]> {
    const rows: RunRow[] = await this.knex('runs')
      .modify(query => {
        if (filter.source !== undefined) {
          query.where({ source: filter.source });
        }
        if (filter.after) {
          query.whereRaw('(started_at, id) < (?, ?)', [
            filter.after.startedAt,
            filter.after.id,
          ]);
        }
      })
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(filter.limit);
    return rows.map(toRun);
  }

  private async save(run: Run): Promise<void> {
    await this.knex('runs')
      .where({ id: run.id })
      .update({
        state: run.state,
        ended_at: run.endedAt,
        rows_read: run.rowsRead,
        rows_rejected: run.rowsRejected,
        measurements_written: run.measurementsWritten,
        errors: JSON.stringify(run.errors),
      });
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function toRun(row: RunRow): Run {
  return {
    id: row.id,
    source: row.source,
    state: row.state,
    trigger: row.trigger,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    rowsRead: row.rows_read,
    rowsRejected: row.rows_rejected,
    measurementsWritten: row.measurements_written,
    errors: JSON.parse(row.errors),
  };
}

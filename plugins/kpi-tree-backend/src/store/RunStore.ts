import { ConflictError, NotFoundError } from '@backstage/errors';
import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { inChunks } from './chunks';

type RunRow = {
  id: string;
  source: string;
  state: Run['state'];
  trigger: Run['trigger'];
  started_at: string;
  ended_at: string | null;
  window_from: string | null;
  window_to: string | null;
  done_until: string | null;
  dry_run: boolean | number;
  cancel: boolean | number;
  rows_read: number;
  rows_rejected: number;
  measurements_written: number;
  errors: string;
  sample: string | null;
  resumed: number;
  paced_since: string | null;
  paced_from: string | null;
  plan: string | null;
  loss: string | null;
  held_back: string | null;
  loss_digest: string | null;
  accepts: string | null;
  accepted_by: string | null;
  accepted_at: string | null;
};

/** What a run is to collect. */
export type RunOptions = Pick<Run, 'trigger'> &
  Partial<Pick<Run, 'from' | 'to' | 'dryRun' | 'accepts'>>;

/** What a run takes away, and a text that only a run has that takes away the same. */
export type NotedLoss = Pick<Run, 'loss' | 'heldBack'> & { digest: string };

/**
 * A run, and what its holder shows for it: whoever takes the source after him has
 * another.
 */
export type HeldRun = { run: Run; hold: string };

/** The last run of a source, and the last that were no dry runs. */
export type LatestRuns = { last: Run; real?: Run; success?: Run };

/** Whether a run goes on: somebody cancelled it, or another backend took it. */
export type Pulse = 'held' | 'cancelled' | 'lost';

/** After this long without a heartbeat the holder of a source is gone. */
const HEARTBEAT_TIMEOUT_MS = 60_000;

/** Runs that are kept of each source. */
const RUNS_KEPT = 100;

/** A run that takes its backend down with it is not taken up for ever. */
const MAX_RESUMED = 5;

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
  async start(source: string, options: RunOptions): Promise<HeldRun> {
    const id = randomUUID();
    const hold = await this.take(source, id);
    const { trigger, from = null, to = null, dryRun = false } = options;
    const { accepts = null } = options;
    const row: RunRow = {
      id,
      source,
      state: 'running',
      trigger,
      started_at: iso(this.clock()),
      ended_at: null,
      window_from: from,
      window_to: to,
      done_until: null,
      dry_run: dryRun,
      cancel: false,
      rows_read: 0,
      rows_rejected: 0,
      measurements_written: 0,
      errors: '[]',
      sample: '[]',
      resumed: 0,
      paced_since: iso(this.clock()),
      paced_from: from,
      plan: null,
      loss: null,
      held_back: null,
      loss_digest: null,
      accepts,
      accepted_by: null,
      accepted_at: null,
    };
    await this.knex('runs').insert(row);
    return { run: this.toRun(row), hold };
  }

  /**
   * Takes up a run whose backend went away before it was done.
   *
   * @throws `ConflictError` if another run holds the source.
   */
  async resume(run: Run): Promise<HeldRun> {
    const hold = await this.take(run.source, run.id);
    await this.knex('runs')
      .where({ id: run.id })
      .update({
        state: 'running',
        ended_at: null,
        resumed: this.knex.raw('resumed + 1'),
        paced_since: iso(this.clock()),
        paced_from: this.knex.raw('coalesce(done_until, window_from)'),
      });
    return { run: await this.get(run.id), hold };
  }

  /** Those of stretches of time that were left undone, oldest first. */
  async resumable(): Promise<Run[]> {
    const rows: RunRow[] = await this.knex('runs')
      .leftJoin('sources', 'sources.id', 'runs.source')
      .whereIn('runs.trigger', ['backfill', 'change'])
      .whereNotNull('runs.window_to')
      .where({ 'runs.dry_run': false, 'runs.cancel': false })
      .where('runs.resumed', '<', MAX_RESUMED)
      .andWhere(query =>
        query
          .where('runs.state', 'abandoned')
          .orWhere(running =>
            running
              .where('runs.state', 'running')
              .andWhere(
                'sources.heartbeat',
                '<',
                this.clock() - HEARTBEAT_TIMEOUT_MS,
              ),
          ),
      )
      .orderBy('runs.started_at')
      .select('runs.*');
    return rows.map(row => this.toRun(row));
  }

  /** Holds a source from now on; whoever held it before is gone. */
  private async take(source: string, runId: string): Promise<string> {
    const now = this.clock();
    const hold = randomUUID();
    await this.knex('sources').insert({ id: source }).onConflict('id').ignore();
    const taken = await this.knex('sources')
      .where({ id: source })
      .andWhere(query =>
        query
          .whereNull('run_id')
          .orWhere('heartbeat', '<', now - HEARTBEAT_TIMEOUT_MS),
      )
      .update({ run_id: runId, heartbeat: now, hold });
    if (!taken) {
      throw new ConflictError(
        `Source ${source} is being collected: wait for that run to end`,
      );
    }
    // Whoever held it before and left no end is gone.
    await this.knex('runs')
      .where({ source, state: 'running' })
      .update({ state: 'abandoned', ended_at: iso(now) });
    await this.forgetStages(source, runId);
    return hold;
  }

  /**
   * What others put aside was compared with what is about to change: if they are taken
   * up, they begin again.
   */
  private async forgetStages(source: string, runId: string): Promise<void> {
    const others: string[] = await this.knex('runs')
      .where({ source })
      .whereNot({ id: runId })
      .whereExists(
        this.knex('staged_measurements')
          .select('run_id')
          .where('run_id', this.knex.ref('runs.id')),
      )
      .pluck('id');
    for (const id of others) {
      await this.knex('runs')
        .where({ id })
        .update({ done_until: null, loss: null, held_back: null });
      await this.knex('staged_measurements').where({ run_id: id }).delete();
    }
  }

  /** Tells that a run goes on, and how far it is. */
  async heartbeat(run: Run, hold: string): Promise<Pulse> {
    const held = await this.knex('sources')
      .where({ id: run.source, hold })
      .update({ heartbeat: this.clock() });
    if (!held) {
      return 'lost';
    }
    await this.save(run);
    const row = await this.knex('runs').where({ id: run.id }).first('cancel');
    return row?.cancel ? 'cancelled' : 'held';
  }

  /** Notes what a run takes away. */
  async noteLoss(
    run: Run,
    { loss, heldBack, digest }: NotedLoss,
  ): Promise<void> {
    await this.knex('runs')
      .where({ id: run.id })
      .update({
        loss: loss && JSON.stringify(loss),
        held_back: JSON.stringify(heldBack),
        loss_digest: digest,
      });
  }

  /** What was noted of the loss of a run; an empty text if nothing was. */
  async lossDigest(id: string): Promise<string> {
    const row = await this.knex('runs').where({ id }).first('loss_digest');
    return row?.loss_digest ?? '';
  }

  /**
   * The run of a source before another that was to store something.
   *
   * @param states - only of these; any if not given
   */
  async before(run: Run, states?: Run['state'][]): Promise<Run | undefined> {
    const row: RunRow | undefined = await this.knex('runs')
      .where({ source: run.source, dry_run: false })
      .whereNot({ id: run.id })
      .where('started_at', '<=', run.startedAt)
      .modify(query => {
        if (states) {
          query.whereIn('state', states);
        }
      })
      .orderBy('started_at', 'desc')
      .first();
    return row && this.toRun(row);
  }

  /** The last run of a source that was to store something. */
  async last(source: string): Promise<Run | undefined> {
    const row: RunRow | undefined = await this.knex('runs')
      .where({ source, dry_run: false })
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first();
    return row && this.toRun(row);
  }

  /**
   * Notes that a run that was held back is accepted.
   *
   * @param by - who accepts it; nobody if the next scheduled run gave the same answer
   */
  async accept(id: string, by: string | null): Promise<void> {
    await this.knex('runs')
      .where({ id, state: 'held-back' })
      .update({ accepted_by: by, accepted_at: iso(this.clock()) });
  }

  /** Whether whoever collects a source still does. */
  async isHeld(source: string, hold: string): Promise<boolean> {
    const row = await this.knex('sources')
      .where({ id: source, hold })
      .first('id');
    return row !== undefined;
  }

  /** Notes up to when a run has collected all it was to. */
  async advance(run: Run, doneUntil: Date): Promise<void> {
    await this.knex('runs')
      .where({ id: run.id })
      .update({ done_until: doneUntil.toISOString() });
  }

  /**
   * Where a run goes on that was interrupted: nowhere if it has only begun, or was
   * to collect for other definitions.
   *
   * @param plan - hash of the definitions
   */
  async begin(run: Run, plan: string): Promise<Date | undefined> {
    const row: Pick<RunRow, 'done_until' | 'plan'> | undefined =
      await this.knex('runs').where({ id: run.id }).first('done_until', 'plan');
    if (row?.plan === plan && row.done_until) {
      return new Date(row.done_until);
    }
    await this.knex('runs')
      .where({ id: run.id })
      .update({ plan, done_until: null, loss: null, held_back: null });
    await this.knex('staged_measurements').where({ run_id: run.id }).delete();
    return undefined;
  }

  /**
   * Asks a run to stop, wherever it goes on.
   *
   * @throws `NotFoundError`; `ConflictError` if it has ended
   */
  async cancel(id: string): Promise<Run> {
    const run = await this.get(id);
    if (!['running', 'abandoned'].includes(run.state)) {
      throw new ConflictError(`The run ${id} has ended: it is ${run.state}`);
    }
    await this.knex('runs').where({ id }).update({ cancel: true });
    return run;
  }

  /**
   * Ends a run and releases its source, unless another backend has taken it.
   *
   * @returns the run as it is now
   */
  async end(run: Run, hold: string): Promise<Run> {
    const released = await this.knex('sources')
      .where({ id: run.source, hold })
      .update({ run_id: null, hold: null });
    if (!released) {
      return await this.get(run.id);
    }
    await this.save({ ...run, endedAt: iso(this.clock()) });
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
    return await this.get(run.id);
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
    return this.toRun(row);
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
    return rows.map(row => this.toRun(row));
  }

  /**
   * The last run of each source, the last that was to store something, and the last
   * that did.
   */
  async latest(sources: string[]): Promise<Map<string, LatestRuns>> {
    const found = new Map<string, LatestRuns>();
    for (const part of inChunks(sources, 500)) {
      const rows: RunRow[] = await this.knex('runs')
        .whereIn('source', part)
        .orderBy('started_at', 'desc');
      for (const row of rows) {
        const known = found.get(row.source);
        const run = this.toRun(row);
        const success =
          known?.success ??
          (run.state === 'succeeded' && !run.dryRun ? run : undefined);
        found.set(row.source, {
          last: known?.last ?? run,
          real: known?.real ?? (run.dryRun ? undefined : run),
          success,
        });
      }
    }
    return found;
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
        sample: JSON.stringify(run.sample),
      });
  }

  private toRun(row: RunRow): Run {
    const progress = progressOf(row);
    return {
      id: row.id,
      source: row.source,
      state: row.state,
      trigger: row.trigger,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      from: row.window_from,
      to: row.window_to,
      progress,
      estimatedEndAt: row.ended_at ? null : this.estimate(row, progress),
      dryRun: Boolean(row.dry_run),
      rowsRead: row.rows_read,
      rowsRejected: row.rows_rejected,
      measurementsWritten: row.measurements_written,
      errors: JSON.parse(row.errors),
      sample: JSON.parse(row.sample ?? '[]'),
      loss: JSON.parse(row.loss ?? 'null'),
      heldBack: JSON.parse(row.held_back ?? '[]'),
      accepts: row.accepts,
      acceptedBy: row.accepted_by,
      acceptedAt: row.accepted_at,
    };
  }

  /** At the pace since it was started or taken up. */
  private estimate(row: RunRow, progress: number | null): string | null {
    const made = (progress ?? 0) - (shareOf(row, row.paced_from) ?? 0);
    if (progress === null || made <= 0) {
      return null;
    }
    const now = this.clock();
    const spent = now - Date.parse(row.paced_since ?? row.started_at);
    return iso(now + (spent / made) * (1 - progress));
  }
}

/** Nothing of a run whose source says only at the end how far it is. */
function progressOf(row: RunRow): number | null {
  if (row.window_to === null) {
    return null;
  }
  return row.state === 'succeeded' ? 1 : shareOf(row, row.done_until);
}

/** How much of what a run is to collect comes before an instant. */
function shareOf(row: RunRow, until: string | null): number | null {
  if (row.window_from === null || row.window_to === null || until === null) {
    return null;
  }
  const [from, to, at] = [row.window_from, row.window_to, until].map(text =>
    Date.parse(text),
  );
  return to > from ? Math.min(1, Math.max(0, (at - from) / (to - from))) : 0;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

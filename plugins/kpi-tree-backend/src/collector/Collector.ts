import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  NotImplementedError,
} from '@backstage/errors';
import {
  instantOf,
  addPeriods,
  isIsoDate,
  Run,
  RunRequest,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import pLimit from 'p-limit';
import { setTimeout as sleep } from 'node:timers/promises';
import { KpiTreeConfig } from '../config';
import { DefinitionsService } from '../definitions/DefinitionsService';
import { Refresher } from '../rollup/Refresher';
import { MeasurementStore } from '../store/MeasurementStore';
import { RunOptions, RunStore } from '../store/RunStore';
import { SourceState, SourceStore } from '../store/SourceStore';
import { Collection } from './Collection';
import { Plan, planCollection } from './plan';
import { RunRecorder } from './RunRecorder';
import { observeRun, observeWindow } from './telemetry';
import { before, cutWindows, TimeWindow } from './windows';

const HEARTBEAT_MS = 10_000;

/** Sources that one backend collects at once; others wait for their turn. */
const SOURCES_AT_ONCE = 4;

/** How long one stretch of time may take that nobody gave a limit. */
const LIMIT_MS = 3_600_000;

/** Pauses before the second and the third attempt. */
const RETRY_PAUSES_MS = [5_000, 30_000];

/** Runs that fail one after the other before a schedule waits. */
const FAILURES_BEFORE_PAUSE = 3;
const FIRST_PAUSE_MS = 5 * 60_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;

/** New entities get their past at most so often. */
const HISTORY_EVERY_MS = 86_400_000;

/** What the other side will answer again: there is no use in asking again. */
const FINAL = [
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  NotImplementedError,
];

/** How a run is started. */
export type StartOptions = RunOptions & {
  signal?: AbortSignal;
  /** How long one stretch of time may take. */
  limitMs?: number;
};

/** The backend is shut down: what is left undone is taken up by another. */
export class ShutdownError extends Error {}

/**
 * Runs sources: reads what they measure, stores it, evaluates it, and keeps a
 * record. A source is collected once at a time.
 */
export class Collector {
  private changing?: Promise<void>;
  private readonly turn = pLimit(SOURCES_AT_ONCE);

  constructor(
    private readonly options: {
      sources: ReadonlyMap<string, KpiSource>;
      definitions: DefinitionsService;
      measurements: MeasurementStore;
      refresher: Refresher;
      runs: RunStore;
      sourceStates: SourceStore;
      config: KpiTreeConfig;
      logger: LoggerService;
      /** Pauses between attempts; for tests. */
      retryPausesMs?: number[];
    },
  ) {}

  /**
   * Starts a run.
   *
   * @returns the run as it starts, and a promise of the run as it ended, which
   * never rejects.
   * @throws `NotFoundError` if there is no such source, `ConflictError` if it
   * is being collected
   */
  async start(
    sourceId: string,
    { signal, limitMs, ...options }: StartOptions,
  ): Promise<{ run: Run; ended: Promise<Run> }> {
    const source = this.source(sourceId);
    const run = await this.options.runs.start(sourceId, options);
    return { run, ended: this.collect(source, run, signal, limitMs) };
  }

  /**
   * Starts what somebody asks for.
   *
   * @throws `InputError` if a date is wrong; see {@link Collector.start}
   */
  async startOnDemand(
    sourceId: string,
    { from, to, dryRun = false }: RunRequest,
    signal?: AbortSignal,
  ): Promise<{ run: Run; ended: Promise<Run> }> {
    this.source(sourceId);
    const { timeZone, now } = this.options.config;
    for (const [name, date] of Object.entries({ from, to })) {
      if (date !== undefined && !isIsoDate(date)) {
        throw new InputError(
          `${name} is ${date}: use a date such as 2026-01-31`,
        );
      }
    }
    if (from === undefined) {
      if (to !== undefined) {
        throw new InputError('from is missing: give both from and to, or none');
      }
      return this.start(sourceId, { trigger: 'demand', dryRun, signal });
    }
    const end = to && new Date(instantOf(addPeriods(to, 'day', 1), timeZone));
    const window = {
      from: new Date(instantOf(from, timeZone)),
      to: end && end < now() ? end : now(),
    };
    if (window.from >= window.to) {
      throw new InputError(
        `from is ${from}, which is not before ${window.to.toISOString()}: use an earlier date`,
      );
    }
    return this.start(sourceId, {
      trigger: 'backfill',
      from: window.from.toISOString(),
      to: window.to.toISOString(),
      dryRun,
      signal,
    });
  }

  /**
   * Collects a source as its schedule says, unless it waits after failures.
   */
  async startScheduled(
    sourceId: string,
    signal: AbortSignal,
    limitMs: number,
  ): Promise<void> {
    const { sourceStates, logger } = this.options;
    const state = await sourceStates.read(sourceId);
    if (isPaused(state)) {
      logger.info(
        `Source ${sourceId} failed ${
          state?.failures
        } times: its schedule waits until ${state?.pausedUntil?.toISOString()}`,
      );
      return;
    }
    await this.start(sourceId, { trigger: 'schedule', signal, limitMs });
  }

  /**
   * Collects each source whose definitions changed since its last successful
   * run, so that what an owner changes shows without waiting for a schedule, and
   * goes on with what a backend that went away left undone.
   */
  async collectChanged(signal: AbortSignal): Promise<void> {
    const { sources, definitions, config, runs, sourceStates, logger } =
      this.options;
    for (const run of await runs.resumable()) {
      const source = sources.get(run.source);
      if (source) {
        await this.unlessTaken(async () =>
          this.collect(source, await runs.resume(run), signal),
        );
      }
    }
    const current = await definitions.refresh();
    const states = await sourceStates.readAll();
    for (const source of sources.values()) {
      const plan = planCollection(current, source, config);
      const state = states.get(source.id);
      if (
        plan.kpis.length &&
        !isPaused(state) &&
        isChanged(source, plan, state)
      ) {
        signal.throwIfAborted();
        await this.unlessTaken(async () => {
          const { ended } = await this.start(source.id, {
            trigger: 'change',
            signal,
            ...this.history(source),
          });
          return ended;
        });
      }
    }
    logger.debug('Looked for changed definitions');
  }

  /** The same, without anybody waiting for it. One at a time. */
  collectChangedSoon(signal: AbortSignal): void {
    this.changing ??= this.collectChanged(signal)
      .catch(error =>
        this.options.logger.warn(
          'Could not look for changed definitions; the next try is in 15 seconds',
          error,
        ),
      )
      .finally(() => {
        this.changing = undefined;
      });
  }

  private async unlessTaken(start: () => Promise<unknown>): Promise<void> {
    try {
      await start();
    } catch (error) {
      this.options.logger.info(`${error}`);
    }
  }

  private source(id: string): KpiSource {
    const source = this.options.sources.get(id);
    if (!source) {
      throw new NotFoundError(
        `There is no source ${id}: this portal has ${
          [...this.options.sources.keys()].join(', ') || 'none'
        }`,
      );
    }
    return source;
  }

  /** All of the past that a source with a window is asked for. */
  private history({ window }: KpiSource): Pick<StartOptions, 'from' | 'to'> {
    const to = this.options.config.now();
    return window
      ? {
          from: before(to, window.history).toISOString(),
          to: to.toISOString(),
        }
      : {};
  }

  private async collect(
    source: KpiSource,
    started: Run,
    shutdown: AbortSignal = new AbortController().signal,
    limitMs: number = LIMIT_MS,
  ): Promise<Run> {
    return observeRun(started, () =>
      this.collectObserved(source, started, shutdown, limitMs),
    );
  }

  private async collectObserved(
    source: KpiSource,
    run: Run,
    shutdown: AbortSignal,
    limitMs: number,
  ): Promise<Run> {
    const { runs, sourceStates, logger } = this.options;
    const recorder = new RunRecorder(run);
    const cancel = new AbortController();
    const heartbeat = setInterval(() => {
      runs
        .heartbeat(recorder.record())
        .then(isCancelled => isCancelled && cancel.abort())
        .catch(error => logger.warn(`No heartbeat of run ${run.id}: ${error}`));
    }, HEARTBEAT_MS);
    heartbeat.unref();
    try {
      const signal = AbortSignal.any([shutdown, cancel.signal]);
      await this.turn(() =>
        this.collectWindows(source, run, recorder, signal, limitMs),
      );
      const ended = await runs.end(recorder.record('succeeded'));
      if (!run.dryRun) {
        await sourceStates.write(source.id, { failures: 0, pausedUntil: null });
      }
      logger.info(
        `Collected ${source.id}: ${ended.rowsRead} rows, ${ended.measurementsWritten} measurements, ${ended.rowsRejected} rows rejected`,
      );
      return ended;
    } catch (error) {
      return await this.endEarly(source, recorder, error, {
        cancelled: cancel.signal.aborted,
        interrupted: shutdown.reason instanceof ShutdownError,
      });
    } finally {
      clearInterval(heartbeat);
    }
  }

  private async endEarly(
    source: KpiSource,
    recorder: RunRecorder,
    error: unknown,
    why: { cancelled: boolean; interrupted: boolean },
  ): Promise<Run> {
    const { runs, logger } = this.options;
    let state: Run['state'] = 'failed';
    if (why.cancelled) {
      state = 'cancelled';
    } else if (why.interrupted) {
      state = 'abandoned';
    } else {
      recorder.error(error instanceof Error ? error.message : String(error));
      logger.error(`Collecting ${source.id} failed`, error as Error);
    }
    const run = recorder.record(state);
    try {
      if (state === 'failed' && !run.dryRun) {
        await this.noteFailure(source.id);
      }
      return await runs.end(run);
    } catch (problem) {
      logger.warn(`The end of run ${run.id} could not be noted: ${problem}`);
      return run;
    }
  }

  /** After some failures a schedule waits, longer with each. */
  private async noteFailure(sourceId: string): Promise<void> {
    const { sourceStates } = this.options;
    const failures = ((await sourceStates.read(sourceId))?.failures ?? 0) + 1;
    const beyond = failures - FAILURES_BEFORE_PAUSE;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** beyond, LONGEST_PAUSE_MS);
    await sourceStates.write(sourceId, {
      failures,
      ...(beyond >= 0 ? { pausedUntil: new Date(Date.now() + pause) } : {}),
    });
  }

  /** Collects what a run is to collect, one stretch of time after the other. */
  private async collectWindows(
    source: KpiSource,
    run: Run,
    recorder: RunRecorder,
    signal: AbortSignal,
    limitMs: number,
  ): Promise<void> {
    const { config, runs, sourceStates, refresher } = this.options;
    const definitions = await this.options.definitions.refresh();
    const plan = planCollection(definitions, source, config);
    if (!plan.kpis.length) {
      return;
    }
    const state = await sourceStates.read(source.id);
    const to = run.to ? new Date(run.to) : config.now();
    const isScheduled = run.trigger === 'schedule' || run.trigger === 'demand';
    for (const window of await this.windows(source, run, plan, state, to)) {
      await this.collectWindow(source, plan, window, run, recorder, {
        signal,
        limitMs,
      });
      if (!run.dryRun && source.window) {
        if (isScheduled) {
          await sourceStates.write(source.id, { watermark: window.to });
        } else {
          await runs.advance(run, window.to);
        }
      }
    }
    if (run.dryRun) {
      return;
    }
    if (!source.window || run.trigger === 'change') {
      await sourceStates.write(source.id, {
        plan: plan.hash,
        historyAt: to,
        ...(source.window ? { watermark: to } : {}),
      });
    }
    await refresher.refresh(definitions, signal);
  }

  private async windows(
    source: KpiSource,
    run: Run,
    plan: Plan,
    state: SourceState | undefined,
    to: Date,
  ): Promise<(Partial<TimeWindow> & { to: Date })[]> {
    const { config, runs } = this.options;
    const from = run.from ? new Date(run.from) : undefined;
    if (!source.window) {
      // What a complete source is not asked for would be taken for gone
      return [{ ...(from ? { from } : {}), to: config.now() }];
    }
    const { history, overlap, chunk } = source.window;
    const start = state?.watermark
      ? before(state.watermark, overlap)
      : before(to, history);
    return cutWindows(
      { from: (await runs.doneUntil(run)) ?? from ?? start, to },
      plan.kpis.map(kpi => kpi.spec.grain),
      chunk,
      config.timeZone,
    );
  }

  /** Tries several times, unless the other side will answer the same again. */
  private async collectWindow(
    source: KpiSource,
    plan: Plan,
    window: Partial<TimeWindow> & { to: Date },
    run: Run,
    recorder: RunRecorder,
    { signal, limitMs }: { signal: AbortSignal; limitMs: number },
  ): Promise<void> {
    const { logger, retryPausesMs = RETRY_PAUSES_MS } = this.options;
    const mark = recorder.mark();
    for (let attempt = 0; ; attempt++) {
      signal.throwIfAborted();
      const timeout = AbortSignal.timeout(limitMs);
      try {
        const collection = new Collection({
          ...this.options,
          source,
          plan,
          window,
          runId: run.id,
          recorder,
          signal: AbortSignal.any([signal, timeout]),
        });
        await observeWindow(
          { source: source.id, to: window.to.toISOString() },
          () => (run.dryRun ? collection.try() : collection.store()),
        );
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (timeout.aborted) {
          throw new Error(
            `The source took more than ${
              limitMs / 1_000
            } s: raise schedule.timeout, or ask for less at once`,
          );
        }
        const pause = retryPausesMs[attempt];
        if (pause === undefined || isFinal(error)) {
          throw error;
        }
        logger.warn(
          `Collecting ${source.id} failed, and is tried again: ${error}`,
        );
        recorder.reset(mark);
        await sleep(pause * (1 + Math.random() / 4), undefined, { signal });
      }
    }
  }
}

function isPaused(state: SourceState | undefined): boolean {
  return Boolean(
    state?.pausedUntil && state.pausedUntil.getTime() > Date.now(),
  );
}

function isFinal(error: unknown): boolean {
  return FINAL.some(type => error instanceof type);
}

/**
 * Whether what a source is asked for is not what it was the last time. New entities
 * alone are not worth reading all of the past for more than once a day: what happens
 * from now on comes with the schedule.
 */
function isChanged(
  source: KpiSource,
  plan: Plan,
  state: SourceState | undefined,
): boolean {
  if (state?.plan === plan.hash) {
    return false;
  }
  const [kpisHash] = state?.plan?.split('.') ?? [];
  return (
    !source.window ||
    kpisHash !== plan.kpisHash ||
    !state?.historyAt ||
    Date.now() - state.historyAt.getTime() > HISTORY_EVERY_MS
  );
}

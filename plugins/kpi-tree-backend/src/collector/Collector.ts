import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  instantOf,
  addPeriods,
  Run,
  RunRequest,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  KpiSource,
  MisconfiguredSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { assertDates } from '../clock/assertDates';
import { mistakesText } from '../configuration/SourceRegistry';
import { RunOptions } from '../store/RunStore';
import { isChanged } from './changes';
import { CollectServices } from './CollectServices';
import { configurationHash, isPaused, isReconfigured } from './pauses';
import { planCollection } from './plan';
import { RunExecutor } from './RunExecutor';
import { before, cutWindows } from './windows';

/** How a run is started. */
export type StartOptions = RunOptions & {
  signal?: AbortSignal;
  /** How long one span of time may take. */
  limitMs?: number;
};

/**
 * Decides when sources are collected: on demand, by their schedules, when definitions
 * change, and where a backend went away. A source is collected once at a time.
 */
export class Collector {
  private looking?: Promise<void>;
  private readonly executor: RunExecutor;

  constructor(
    private readonly options: CollectServices & {
      sources: ReadonlyMap<string, KpiSource>;
      misconfigured: ReadonlyMap<string, MisconfiguredSource>;
    },
  ) {
    this.executor = new RunExecutor(options);
  }

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
    const held = await this.options.runs.start(sourceId, options);
    return {
      run: held.run,
      ended: this.executor.execute(source, held, signal, limitMs),
    };
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
    const source = this.source(sourceId);
    const { timeZone, now } = this.options.config;
    assertDates({ from, to });
    if (from === undefined) {
      if (to !== undefined) {
        throw new InputError(
          'from is missing: give both from and to, or neither',
        );
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
    if (source.window) {
      // Whoever asks for too much is to hear of it now, and not from the run
      cutWindows(window, ['day'], source.window.chunk, timeZone);
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
   * Collects again what a run would have changed that was held back, and lets it
   * remove as much as that would have.
   *
   * @param by - who accepts it, as an entity reference or the name of a service
   * @returns what was held back, and the run that is started
   * @throws `NotFoundError` if there is no such run; `ConflictError` if it does not
   * wait, or its source is being collected
   */
  async accept(
    id: string,
    by: string,
    signal?: AbortSignal,
  ): Promise<{ held: Run; run: Run; ended: Promise<Run> }> {
    const { runs, logger } = this.options;
    const held = await runs.get(id);
    if (held.state !== 'held-back' || held.dryRun || held.acceptedAt) {
      throw new ConflictError(
        `The run ${id} is not waiting to be accepted: it is ${
          held.acceptedAt ? 'accepted' : held.state
        }`,
      );
    }
    const last = await runs.last(held.source);
    if (last && last.id !== id) {
      throw new ConflictError(
        `The run ${id} is not waiting to be accepted: source ${held.source} was collected again at ${last.startedAt}`,
      );
    }
    const { trigger, from, to } = held;
    const started = await this.start(held.source, {
      trigger,
      from,
      to,
      accepts: id,
      signal,
    });
    await runs.accept(id, by);
    logger.info(`${by} accepts what the run ${id} of ${held.source} removes`);
    return { held, ...started };
  }

  /**
   * Collects a source as its schedule says, unless it waits after failures.
   */
  async startScheduled(sourceId: string, signal: AbortSignal): Promise<void> {
    const { sourceStates, logger, config } = this.options;
    if (config.faults.calendar) {
      return;
    }
    const state = await sourceStates.read(sourceId);
    if (isPaused(state)) {
      logger.info(
        `Source ${sourceId} failed ${
          state?.failures
        } times: its schedule waits until ${state?.pausedUntil?.toISOString()}`,
      );
      return;
    }
    await this.start(sourceId, { trigger: 'schedule', signal });
  }

  /**
   * Starts to collect each source whose definitions changed since its last successful
   * run, so that what an owner changes shows without waiting for a schedule, what waits
   * after failures with another configuration than now, and what a backend that went
   * away left undone. None waits for another.
   *
   * @returns the runs as they will end, which never reject
   */
  async startChanged(signal: AbortSignal): Promise<Promise<Run>[]> {
    const { sources, definitions, config, runs, sourceStates } = this.options;
    if (config.faults.calendar) {
      return [];
    }
    const started: Promise<Run>[] = [];
    for (const run of await runs.resumable()) {
      const source = sources.get(run.source);
      if (source) {
        await this.unlessTaken(async () => {
          const held = await runs.resume(run);
          started.push(this.executor.execute(source, held, signal));
        });
      }
    }
    const current = await definitions.refresh();
    const states = await sourceStates.readAll();
    for (const source of sources.values()) {
      const plan = planCollection(current, source, config);
      const state = states.get(source.id);
      const isFixed = isReconfigured(state, configurationHash(plan, config));
      const isOther =
        // What is held back is tried again by the schedule
        state?.heldPlan !== plan.hash && isChanged(source, plan, state);
      if (plan.kpis.length && (isFixed || (isOther && !isPaused(state)))) {
        signal.throwIfAborted();
        await this.unlessTaken(async () => {
          const run: StartOptions = isOther
            ? { trigger: 'change', ...this.history(source) }
            : { trigger: 'schedule' };
          const { ended } = await this.start(source.id, { ...run, signal });
          started.push(ended);
        });
      }
    }
    return started;
  }

  /** The same, without anybody waiting for it. One at a time. */
  startChangedSoon(signal: AbortSignal): void {
    this.looking ??= this.startChanged(signal)
      .then(
        () => this.options.logger.debug('Checked for changed definitions'),
        error =>
          this.options.logger.warn(
            'Could not check for changed definitions; retrying in 15 seconds',
            error,
          ),
      )
      .finally(() => {
        this.looking = undefined;
      });
  }

  /** Waits for the runs that go on in this backend. */
  async settled(): Promise<void> {
    await this.executor.settled();
  }

  private async unlessTaken(start: () => Promise<void>): Promise<void> {
    try {
      await start();
    } catch (error) {
      if (!(error instanceof ConflictError)) {
        throw error;
      }
      this.options.logger.debug(error.message);
    }
  }

  private source(id: string): KpiSource {
    const { sources, misconfigured } = this.options;
    const source = sources.get(id);
    const wrong = misconfigured.get(id);
    if (wrong) {
      throw new ConflictError(
        `Source ${id} is not collected, as its configuration is wrong: ${mistakesText(
          wrong,
        )}`,
      );
    }
    if (!source) {
      throw new NotFoundError(
        `There is no source ${id}: this portal has ${
          [...sources.keys()].join(', ') || 'none'
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
}

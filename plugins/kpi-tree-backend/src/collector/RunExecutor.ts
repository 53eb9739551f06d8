import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { HeldRun } from '../store/RunStore';
import { describeHeldBack } from './describeHeldBack';
import { CancelledError, LostError, ShutdownError } from './interruptions';
import { failureMessage } from './failureMessage';
import { afterFailure, configurationHash } from './pauses';
import { planCollection } from './plan';
import { RunCollection } from './RunCollection';
import { CollectServices } from './CollectServices';
import { RunRecorder } from './RunRecorder';
import { toMilliseconds } from './durations';
import { Turns } from './Turns';

const HEARTBEAT_MS = 10_000;

/** A source that yields nothing for so long does not keep others from their turn. */
const PATIENCE_MS = 5_000;

/** How long a span of time without a limit of its own may take. */
const LIMIT_MS = 3_600_000;

/**
 * Keeps a run going until it ends, whichever way: its turn, its heartbeat, its record,
 * and what it means for the next.
 */
export class RunExecutor {
  private readonly turns: Turns;
  private readonly going = new Set<Promise<Run>>();

  constructor(private readonly services: CollectServices) {
    this.turns = new Turns(services.config.collector.atOnce, PATIENCE_MS);
  }

  /**
   * @param limitMs - how long one span of time may take
   * @returns the run as it ended; never rejects
   */
  execute(
    source: KpiSource,
    held: HeldRun,
    shutdown: AbortSignal = new AbortController().signal,
    limitMs: number = limitOf(source),
  ): Promise<Run> {
    const ended = this.services.telemetry.run(held.run, () =>
      this.collect(source, held, shutdown, limitMs),
    );
    this.going.add(ended);
    return ended.finally(() => this.going.delete(ended));
  }

  /** Waits for the runs that go on. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.going);
  }

  private async collect(
    source: KpiSource,
    { run, hold }: HeldRun,
    shutdown: AbortSignal,
    limitMs: number,
  ): Promise<Run> {
    const { runs, sourceStates, logger } = this.services;
    const recorder = new RunRecorder(run);
    const stop = new AbortController();
    const heartbeat = setInterval(
      () => this.beat(recorder, hold, stop),
      HEARTBEAT_MS,
    );
    heartbeat.unref();
    const signal = AbortSignal.any([shutdown, stop.signal]);
    const configured = await this.configured(source);
    try {
      const outcome = await this.turns.take(
        working =>
          new RunCollection(this.services, {
            source,
            run,
            hold,
            recorder,
            limitMs,
            signal,
            working,
          }).collect(),
        signal,
      );
      if (!run.dryRun) {
        const well = { failures: 0, pausedUntil: null, pausedWith: null };
        await sourceStates.write(source.id, hold, well);
      }
      const ended = await runs.end(recorder.record(outcome), hold);
      if (outcome === 'held-back') {
        logger.warn(
          `Collecting ${
            source.id
          } is held back, and nothing is changed: ${describeHeldBack(ended)}`,
        );
      } else {
        logger.info(
          `Collected ${source.id}: ${ended.rowsRead} rows, ${ended.measurementsWritten} measurements, ${ended.rowsRejected} rows rejected`,
        );
      }
      return ended;
    } catch (error) {
      return await this.endEarly(source, recorder, hold, error, configured);
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** How a source is configured; not known while the catalog cannot be read. */
  private async configured(source: KpiSource): Promise<string | undefined> {
    const { definitions, config } = this.services;
    try {
      const plan = planCollection(await definitions.get(), source, config);
      return configurationHash(plan, config);
    } catch {
      return undefined;
    }
  }

  /** Reports that a run is alive, and stops it if it should not. */
  private async beat(
    recorder: RunRecorder,
    hold: string,
    stop: AbortController,
  ): Promise<void> {
    const { runs, logger } = this.services;
    const run = recorder.record();
    try {
      const pulse = await runs.heartbeat(run, hold);
      if (pulse === 'cancelled') {
        stop.abort(new CancelledError());
      } else if (pulse === 'lost') {
        stop.abort(new LostError());
      }
    } catch (error) {
      logger.warn(`No heartbeat of run ${run.id}: ${error}`);
    }
  }

  private async endEarly(
    source: KpiSource,
    recorder: RunRecorder,
    hold: string,
    error: unknown,
    configured: string | undefined,
  ): Promise<Run> {
    const { runs, sourceStates, logger } = this.services;
    const state = stateAfter(error);
    if (error instanceof LostError) {
      logger.warn(
        `Collecting ${source.id} was given up: another backend has taken it over`,
      );
    } else if (state === 'failed') {
      const message = failureMessage(error);
      recorder.error({ message });
      logger.error(`Collecting ${source.id} failed: ${message}`);
    }
    const run = recorder.record(state);
    try {
      if (state === 'failed' && !run.dryRun) {
        const known = await sourceStates.read(source.id);
        const noted = afterFailure(known, error, configured);
        await sourceStates.write(source.id, hold, noted);
      }
      return await runs.end(run, hold);
    } catch (problem) {
      logger.warn(`The end of run ${run.id} could not be recorded: ${problem}`);
      return run;
    }
  }
}

function stateAfter(error: unknown): Run['state'] {
  if (error instanceof CancelledError) {
    return 'cancelled';
  }
  return error instanceof ShutdownError || error instanceof LostError
    ? 'abandoned'
    : 'failed';
}

function limitOf({ schedule }: KpiSource): number {
  return schedule ? toMilliseconds(schedule.timeout) : LIMIT_MS;
}

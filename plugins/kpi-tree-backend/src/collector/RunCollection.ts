import { LoggerService } from '@backstage/backend-plugin-api';
import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  isLasting,
  KpiSource,
  RetryLaterError,
  SourceWindow,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { KpiTreeConfig } from '../config';
import { DefinitionsService } from '../definitions/DefinitionsService';
import { Refresher } from '../rollup/Refresher';
import { MeasurementStore } from '../store/MeasurementStore';
import { RunStore } from '../store/RunStore';
import { SourceState, SourceStore } from '../store/SourceStore';
import { Collection } from './Collection';
import { Plan, planCollection } from './plan';
import { RunRecorder } from './RunRecorder';
import { Telemetry } from './Telemetry';
import { withTimeLimit } from './timeLimit';
import { before, cutWindows, TimeWindow } from './windows';

/** A source took longer than it may. */
class TooLongError extends Error {
  constructor(limitMs: number) {
    super(
      `The source took more than ${
        limitMs / 1_000
      } s: raise schedule.timeout, or ask for less at once`,
    );
  }
}

/** The pause before the second attempt; each further one is longer. */
const FIRST_PAUSE_MS = 5_000;
const LONGER_BY = 6;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** What every run needs. */
export type CollectServices = {
  definitions: DefinitionsService;
  measurements: MeasurementStore;
  refresher: Refresher;
  runs: RunStore;
  sourceStates: SourceStore;
  telemetry: Telemetry;
  config: KpiTreeConfig;
  logger: LoggerService;
  /** The pause before the second attempt; for tests. */
  retryPauseMs?: number;
};

/**
 * Collects what a run is to collect: one stretch of time after the other, each again
 * where that may help.
 */
export class RunCollection {
  constructor(
    private readonly services: CollectServices,
    private readonly options: {
      source: KpiSource;
      run: Run;
      /** What the holder of the source shows. */
      hold: string;
      recorder: RunRecorder;
      /** How long a stretch of time may take. */
      limitMs: number;
      signal: AbortSignal;
      /** Is called at each sign of work. */
      working: () => void;
    },
  ) {}

  async collect(): Promise<void> {
    const { definitions, config, refresher } = this.services;
    const { source, run, signal } = this.options;
    const current = await definitions.refresh();
    const plan = planCollection(current, source, config);
    if (!plan.kpis.length) {
      return;
    }
    if (!source.window) {
      await this.collectAll(plan);
    } else if (run.trigger === 'schedule' || run.trigger === 'demand') {
      await this.collectNew(plan, source.window);
    } else {
      await this.collectPast(plan, source.window);
    }
    if (!run.dryRun) {
      await refresher.refresh(current, signal);
    }
  }

  /** Of a source that is asked for everything that there is. */
  private async collectAll(plan: Plan): Promise<void> {
    const { run } = this.options;
    const to = this.services.config.now();
    // What a complete source is not asked for would be taken for gone
    const from = run.from ? { from: new Date(run.from) } : {};
    await this.collectWindow(plan, { ...from, to });
    await this.note({ plan: plan.hash, historyAt: to });
  }

  /** What came since the last time and, once it can be had, what was left out. */
  private async collectNew(plan: Plan, window: SourceWindow): Promise<void> {
    const { sourceStates, config } = this.services;
    const { source } = this.options;
    const state = await sourceStates.read(source.id);
    const to = config.now();
    // It is later than now where a clock was wrong
    const from = state?.watermark
      ? before(state.watermark < to ? state.watermark : to, window.overlap)
      : before(to, window.history);
    const behind = new Map(state?.behind);
    const failed = new Set<string>();
    for (const part of this.cut(plan, { from, to })) {
      for (const kpi of await this.collectWindow(plan, part)) {
        failed.add(kpi);
        noteBehind(behind, kpi, part.from);
      }
      await this.note({ watermark: part.to, behind });
    }
    if (state?.watermark && !this.options.run.dryRun) {
      for (const [kpi, since] of state.behind) {
        if (!failed.has(kpi)) {
          await this.catchUp(plan, kpi, { from: since, to: state.watermark });
        }
      }
    }
  }

  /** What could not be measured of a KPI while the others went on. */
  private async catchUp(
    plan: Plan,
    kpi: string,
    range: TimeWindow,
  ): Promise<void> {
    const own = {
      ...plan,
      kpis: plan.kpis.filter(({ name }) => name === kpi),
    };
    let left: Date | undefined;
    for (const part of own.kpis.length ? this.cut(own, range) : []) {
      try {
        const { size } = await this.collectWindow(own, part);
        left = size ? part.from : undefined;
      } catch (error) {
        if (!isLasting(error)) {
          throw error;
        }
        const { message } = error as Error;
        this.options.recorder.error({
          message: `The Kpi ${kpi} cannot be measured: ${message}`,
          where: kpi,
        });
        left = part.from;
      }
      if (left) {
        break;
      }
    }
    const { sourceStates } = this.services;
    const state = await sourceStates.read(this.options.source.id);
    const behind = new Map(state?.behind);
    if (left) {
      behind.set(kpi, left);
    } else {
      behind.delete(kpi);
    }
    await this.note({ behind });
  }

  /** A stretch of the past, from where an interrupted run left off. */
  private async collectPast(plan: Plan, window: SourceWindow): Promise<void> {
    const { runs, sourceStates, config } = this.services;
    const { source, run } = this.options;
    const to = run.to ? new Date(run.to) : config.now();
    const from = run.from ? new Date(run.from) : before(to, window.history);
    const resumedAt = await runs.begin(run, plan.hash);
    const isAll = run.trigger === 'change';
    const known = await sourceStates.read(source.id);
    const behind = new Map(isAll && !resumedAt ? [] : known?.behind);
    for (const part of this.cut(plan, { from: resumedAt ?? from, to })) {
      await runs.advance(run, part.from);
      for (const kpi of await this.collectWindow(plan, part)) {
        noteBehind(behind, kpi, part.from);
      }
      if (!run.dryRun) {
        await runs.advance(run, part.to);
      }
      if (isAll) {
        await this.note({ behind });
      }
    }
    if (isAll) {
      await this.note({ plan: plan.hash, historyAt: to, watermark: to });
    }
  }

  private cut(plan: Plan, range: TimeWindow): TimeWindow[] {
    const { window } = this.options.source;
    return cutWindows(
      range,
      plan.kpis.map(kpi => kpi.spec.grain),
      window!.chunk,
      this.services.config.timeZone,
    );
  }

  /** Keeps something for later runs. */
  private async note(
    state: Partial<Omit<SourceState, 'running'>>,
  ): Promise<void> {
    const { source, hold, run } = this.options;
    if (!run.dryRun) {
      await this.services.sourceStates.write(source.id, hold, state);
    }
  }

  /**
   * Tries several times, unless the other side will answer the same again.
   *
   * @returns the KPIs that could not be measured
   */
  private async collectWindow(
    plan: Plan,
    window: Partial<TimeWindow> & { to: Date },
  ): Promise<ReadonlySet<string>> {
    const { logger, config } = this.services;
    const { source, recorder, signal } = this.options;
    const mark = recorder.mark();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(plan, window);
      } catch (error) {
        signal.throwIfAborted();
        if (attempt >= config.collector.attempts || !mayHelpToRetry(error)) {
          throw error;
        }
        logger.warn(
          `Collecting ${source.id} failed, and is tried again: ${error}`,
        );
        recorder.reset(mark);
        await sleep(this.pauseAfter(attempt), undefined, { signal });
      }
    }
  }

  /** Longer each time, and spread, so that many do not come back at once. */
  private pauseAfter(attempt: number): number {
    const { retryPauseMs = FIRST_PAUSE_MS } = this.services;
    const pause = retryPauseMs * LONGER_BY ** (attempt - 1);
    return Math.min(pause, LONGEST_PAUSE_MS) * (1 + Math.random() / 4);
  }

  private async attempt(
    plan: Plan,
    window: Partial<TimeWindow> & { to: Date },
  ): Promise<ReadonlySet<string>> {
    const { source, run, limitMs, recorder, working } = this.options;
    this.options.signal.throwIfAborted();
    return withTimeLimit(
      limitMs,
      this.options.signal,
      () => new TooLongError(limitMs),
      signal => {
        const collection = new Collection({
          ...this.services,
          source,
          plan,
          window,
          runId: run.id,
          recorder,
          signal,
          working,
        });
        return this.services.telemetry.window(
          { source: source.id, to: window.to.toISOString() },
          () => (run.dryRun ? collection.try() : collection.store()),
        );
      },
    );
  }
}

function mayHelpToRetry(error: unknown): boolean {
  return !(
    isLasting(error) ||
    error instanceof RetryLaterError ||
    error instanceof TooLongError
  );
}

function noteBehind(behind: Map<string, Date>, kpi: string, since: Date): void {
  const known = behind.get(kpi);
  if (!known || since < known) {
    behind.set(kpi, since);
  }
}

import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  isLasting,
  KpiSource,
  RetryLaterError,
  SourceWindow,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { Collection } from './Collection';
import { failureMessage } from './failureMessage';
import { CancelledError, isInterruption } from './interruptions';
import { LeftMarks } from './LeftMarks';
import { Plan, planCollection } from './plan';
import { Outcome, RunChanges } from './RunChanges';
import { RunRecorder } from './RunRecorder';
import { withTimeLimit } from './timeLimit';
import { before, cutWindows, endOfPeriodsAt, TimeWindow } from './windows';
import { SourceMark } from '../store/SourceStore';
import { CollectServices } from './CollectServices';

/** A source took longer than it may. */
class TooLongError extends Error {
  constructor(limitMs: number) {
    super(
      `The source took more than ${
        limitMs / 1_000
      } s: raise schedule.timeout, or request less at once`,
    );
  }
}

/** So often everything is yielded, also what did not change. */
const WHOLE_EVERY_MS = 7 * 86_400_000;

/** The pause before the second attempt; each further one is longer. */
const FIRST_PAUSE_MS = 5_000;
const LONGER_BY = 6;
const LONGEST_PAUSE_MS = 5 * 60_000;

/**
 * Collects what a run is to collect: one span of time after the other, each again
 * where that may help.
 */
export class RunCollection {
  private left = new LeftMarks();
  /** With whether they were read to the end. */
  private readonly collections = new Map<Collection, boolean>();

  constructor(
    private readonly services: CollectServices,
    private readonly options: {
      source: KpiSource;
      run: Run;
      /** What the holder of the source shows. */
      hold: string;
      recorder: RunRecorder;
      /** How long a span of time may take. */
      limitMs: number;
      signal: AbortSignal;
      /** Is called at each sign of work. */
      working: () => void;
    },
  ) {}

  /** @throws what keeps it from being read to the end */
  async collect(): Promise<Outcome> {
    const { definitions, config, refresher } = this.services;
    const { source, run, signal } = this.options;
    // The catalog may be away for a moment, as while the portal starts
    const current = await this.retried('Reading the catalog', () =>
      definitions.refresh(),
    );
    const plan = planCollection(current, source, config);
    if (!plan.kpis.length) {
      return 'succeeded';
    }
    const changes = await RunChanges.of(this.services, {
      ...this.options,
      plan,
    });
    this.left = await LeftMarks.of(
      this.services.incomplete,
      new Map(plan.kpis.map(({ name }) => [name, this.options.source.id])),
    );
    let outcome: Outcome | undefined;
    try {
      await this.read(plan, changes);
      await changes.weigh();
      outcome = await changes.settle();
    } finally {
      await this.end(outcome === 'succeeded');
    }
    if (!run.dryRun && outcome === 'succeeded') {
      await refresher.refresh(current, signal);
    }
    return outcome;
  }

  /** Says to the source whether what it yielded is stored. */
  private async end(isStored: boolean): Promise<void> {
    for (const [collection, isWhole] of this.collections) {
      for (const ending of collection.endings) {
        await ending(isStored && isWhole);
      }
    }
  }

  private async read(plan: Plan, changes: RunChanges): Promise<void> {
    const { source, run, recorder } = this.options;
    try {
      if (!source.window) {
        await this.collectAll(plan, changes);
      } else if (run.trigger === 'schedule' || run.trigger === 'demand') {
        await this.collectNew(plan, changes, source.window);
      } else {
        await this.collectPast(plan, changes, source.window);
      }
    } catch (error) {
      if (!isInterruption(error)) {
        // What came before a source failed is kept
        const outcome = await changes.settle();
        if (outcome === 'held-back') {
          recorder.error({
            message:
              'What was read before it failed would have removed too much: none of it is stored',
          });
        }
      } else if (!isResumable(run, error)) {
        await changes.drop();
      }
      throw error;
    }
  }

  /** Of a source that is asked for everything that there is. */
  private async collectAll(plan: Plan, changes: RunChanges): Promise<void> {
    const { run } = this.options;
    const to = this.services.config.now();
    // What a complete source is not asked for would be taken for gone
    const from = run.from ? { from: new Date(run.from) } : {};
    const last = changes.place && (await this.lastMark(plan, to));
    const failed = await this.collectWindow(
      plan,
      changes,
      { ...from, to },
      last?.mark,
    );
    await changes.note({
      plan: plan.hash,
      historyAt: to,
      kpiPlans: await this.kpiPlans(plan, failed),
      ...(run.from ? {} : { mark: this.newMark(plan, to, last) }),
    });
  }

  /**
   * What the last run yielded, if nothing else was done with it since. Once in a while, and
   * where somebody asked for a run, everything is to be yielded.
   */
  private async lastMark(
    plan: Plan,
    to: Date,
  ): Promise<SourceMark | undefined> {
    const { source, run } = this.options;
    const state = await this.services.sourceStates.read(source.id);
    const mark = state?.mark;
    return mark &&
      run.trigger === 'schedule' &&
      mark.plan === plan.hash &&
      to.getTime() - Date.parse(mark.wholeAt) < WHOLE_EVERY_MS
      ? mark
      : undefined;
  }

  /** What this run yielded, once it is stored. */
  private newMark(
    { hash }: Plan,
    to: Date,
    last: SourceMark | undefined,
  ): SourceMark | null {
    const [collection] = [...this.collections].flatMap(([one, isWhole]) =>
      isWhole ? [one] : [],
    );
    const yielded = collection?.mark;
    const wholeAt = yielded?.isWhole ? to.toISOString() : last?.wholeAt;
    return yielded && wholeAt !== undefined
      ? { mark: yielded.mark, plan: hash, wholeAt }
      : null;
  }

  /** What came since the last time and, once it can be had, what was left out. */
  private async collectNew(
    plan: Plan,
    changes: RunChanges,
    window: SourceWindow,
  ): Promise<void> {
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
      for (const kpi of await this.collectWindow(plan, changes, part)) {
        failed.add(kpi);
        noteBehind(behind, kpi, part.from);
      }
      await this.noteBehind(behind);
      await changes.note({ watermark: part.to });
    }
    if (!state?.watermark) {
      const kpiPlans = await this.kpiPlans(plan, failed);
      await changes.note({ kpiPlans });
    } else if (!this.options.run.dryRun) {
      for (const [kpi, since] of state.behind) {
        if (!failed.has(kpi)) {
          const range = { from: since, to: state.watermark };
          await this.catchUp(plan, changes, kpi, range);
        }
      }
    }
  }

  /** What could not be measured of a KPI while the others went on. */
  private async catchUp(
    plan: Plan,
    changes: RunChanges,
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
        const { size } = await this.collectWindow(own, changes, part);
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
    await changes.note({ behind });
  }

  /** Part of the past, from where an interrupted run left off. */
  private async collectPast(
    plan: Plan,
    changes: RunChanges,
    window: SourceWindow,
  ): Promise<void> {
    const { runs, sourceStates, config } = this.services;
    const { source, run } = this.options;
    const to = run.to ? new Date(run.to) : config.now();
    const from = run.from ? new Date(run.from) : before(to, window.history);
    const resumedAt = await runs.begin(run, plan.hash);
    const isAll = run.trigger === 'change';
    const known = await sourceStates.read(source.id);
    const behind = new Map(isAll && !resumedAt ? [] : known?.behind);
    if (resumedAt) {
      changes.resume({ from, to: resumedAt }, behind);
    }
    for (const part of this.cut(plan, { from: resumedAt ?? from, to })) {
      await runs.advance(run, part.from);
      for (const kpi of await this.collectWindow(plan, changes, part)) {
        noteBehind(behind, kpi, part.from);
      }
      if (!run.dryRun) {
        await runs.advance(run, part.to);
      }
      if (isAll) {
        await this.noteBehind(behind);
      }
    }
    if (isAll) {
      await changes.note({
        plan: plan.hash,
        historyAt: to,
        watermark: to,
        kpiPlans: await this.kpiPlans(plan, new Set(behind.keys())),
      });
    }
  }

  /**
   * The parts of a span of time. What is measured stands in place of what was before:
   * the last period is asked for up to its end, or up to now.
   */
  private cut(plan: Plan, { from, to }: TimeWindow): TimeWindow[] {
    const { window } = this.options.source;
    const { timeZone, now } = this.services.config;
    const grains = plan.kpis.map(kpi => kpi.spec.grain);
    const whole = endOfPeriodsAt(to, grains, timeZone);
    return cutWindows(
      { from, to: whole < now() ? whole : now() },
      grains,
      window!.chunk,
      timeZone,
    );
  }

  /** With which definitions each KPI is collected now, except for those that failed. */
  private async kpiPlans(
    plan: Plan,
    failed: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, string>> {
    const { sourceStates } = this.services;
    const state = await sourceStates.read(this.options.source.id);
    const plans = new Map<string, string>();
    for (const [kpi, hash] of plan.kpiHashes) {
      const known = failed.has(kpi) ? state?.kpiPlans?.get(kpi) : hash;
      if (known !== undefined) {
        plans.set(kpi, known);
      }
    }
    return plans;
  }

  /**
   * Keeps from when on KPIs could not be measured: that is so whatever becomes of
   * the rest.
   */
  private async noteBehind(behind: ReadonlyMap<string, Date>): Promise<void> {
    const { source, hold, run } = this.options;
    if (!run.dryRun) {
      await this.services.sourceStates.write(source.id, hold, { behind });
    }
  }

  /**
   * Collects one span of time, several times where that may help. Of one that
   * fails in the end, what came before it failed is kept.
   *
   * @returns the KPIs that could not be measured
   */
  private async collectWindow(
    plan: Plan,
    changes: RunChanges,
    window: Partial<TimeWindow> & { to: Date },
    lastMark?: string,
  ): Promise<ReadonlySet<string>> {
    const { source, recorder, signal } = this.options;
    const mark = recorder.mark();
    changes.begin();
    let collection = this.collection(plan, changes, window, lastMark);
    try {
      await this.retried(
        `Collecting ${source.id}`,
        () => this.attempt(collection, window),
        async () => {
          await changes.forget();
          recorder.reset(mark);
          collection = this.collection(plan, changes, window, lastMark);
        },
      );
    } catch (error) {
      signal.throwIfAborted();
      await changes.take(collection);
      throw error;
    }
    await changes.take(collection);
    this.collections.set(collection, true);
    return collection.unmeasured;
  }

  /**
   * Tries several times, unless the other side will answer the same again.
   *
   * @param reset - takes back what the failed attempt left behind
   */
  private async retried<T>(
    what: string,
    attempt: () => Promise<T>,
    reset?: () => Promise<void>,
  ): Promise<T> {
    const { logger, config } = this.services;
    const { signal } = this.options;
    for (let count = 1; ; count++) {
      try {
        return await attempt();
      } catch (error) {
        signal.throwIfAborted();
        if (count >= config.collector.attempts || !mayHelpToRetry(error)) {
          throw error;
        }
        await reset?.();
        logger.warn(`${what} failed and is retried: ${failureMessage(error)}`);
        await sleep(this.pauseAfter(count), undefined, { signal });
      }
    }
  }

  /** Longer each time, and spread, so that many do not come back at once. */
  private pauseAfter(attempt: number): number {
    const { retryPauseMs = FIRST_PAUSE_MS } = this.services;
    const pause = retryPauseMs * LONGER_BY ** (attempt - 1);
    return Math.min(pause, LONGEST_PAUSE_MS) * (1 + Math.random() / 4);
  }

  private collection(
    plan: Plan,
    changes: RunChanges,
    window: Partial<TimeWindow> & { to: Date },
    mark: string | undefined,
  ): Collection {
    const { source, run, recorder, working } = this.options;
    const collection = new Collection({
      ...this.services,
      source,
      plan,
      window,
      mark,
      runId: run.id,
      dryRun: run.dryRun,
      place: changes.place,
      left: this.left,
      recorder,
      working,
    });
    this.collections.set(collection, false);
    return collection;
  }

  private async attempt(
    collection: Collection,
    window: Partial<TimeWindow> & { to: Date },
  ): Promise<void> {
    const { source, limitMs } = this.options;
    this.options.signal.throwIfAborted();
    await withTimeLimit(
      limitMs,
      this.options.signal,
      () => new TooLongError(limitMs),
      signal =>
        this.services.telemetry.window(
          { source: source.id, to: window.to.toISOString() },
          () => collection.collect(signal),
        ),
    );
  }
}

/** Whether a run that was interrupted is taken up where it stopped. */
function isResumable({ trigger, to, dryRun }: Run, error: unknown): boolean {
  return (
    !(error instanceof CancelledError) &&
    !dryRun &&
    to !== null &&
    (trigger === 'backfill' || trigger === 'change')
  );
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

import {
  HeldBackReason,
  Run,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { DayStretch, joinStretches } from '../store/dayStretch';
import { NOTHING_LOOKED_AT } from '../store/KnownStore';
import { SourceMark, SourceState } from '../store/SourceStore';
import { Collection } from './Collection';
import { firstRunning } from './firstRunning';
import { LostError } from './interruptions';
import { lookedAt } from './lookedAt';
import { LossTally } from './LossTally';
import { Plan } from './plan';
import { CollectServices } from './CollectServices';
import { RunRecorder } from './RunRecorder';
import { StagePlace } from './StagingWriter';
import { TimeWindow } from './windows';

/** What is kept of a source once what a run changed is stored. */
type Notes = Partial<Omit<SourceState, 'running'>>;

/** How a run ends that read all it was to read. */
export type Outcome = 'succeeded' | 'held-back';

/**
 * What a run changes. Where its source has brought nothing yet, at once. Else all is
 * put aside until the run has read everything: then either all of it is stored, or
 * nothing, as it would take too much away.
 */
export class RunChanges {
  private part = 0;
  private notes: Notes = {};
  /** None where the source failed: what was stored before is not all that it has. */
  private mark: SourceMark | null = null;
  private readonly covered: Collection['covered'][] = [];
  private readonly incomplete: Collection['incomplete'][] = [];
  private readonly looked: NonNullable<Collection['looked']>[] = [];

  private constructor(
    private readonly services: CollectServices,
    private readonly options: RunChangesOptions,
    private readonly tally: LossTally,
    /** Whether changes are stored at once. */
    private readonly isDirect: boolean,
    private readonly accepted: readonly HeldBackReason[],
  ) {}

  /** Begins the changes of a run, or goes on with them. */
  static async of(
    services: CollectServices,
    options: RunChangesOptions,
  ): Promise<RunChanges> {
    const { source, run, plan } = options;
    const { measurements, runs, sourceStates, config, stage } = services;
    const state = await sourceStates.read(source.id);
    const hasAny = await measurements.hasAny(
      source.id,
      plan.kpis.map(({ name }) => name),
    );
    const digest = await runs.lossDigest(run.id);
    const changes = new RunChanges(
      services,
      options,
      new LossTally({
        limits: { ...config.collector.holdBack, ...given(source.holdBack) },
        guarded: guardedKpis(plan, state),
        known: { ...run, digest: BigInt(`0x${digest.split(' ')[0] || '0'}`) },
      }),
      !hasAny && !run.dryRun,
      run.accepts ? (await runs.get(run.accepts)).heldBack : [],
    );
    changes.part = await stage.lastPart(run.id);
    return changes;
  }

  /** The next span of time; it may take several attempts. */
  begin(): void {
    this.part++;
  }

  /** Where an attempt puts its changes aside; nowhere if they are stored at once. */
  get place(): StagePlace | undefined {
    return this.isDirect
      ? undefined
      : {
          store: this.services.stage,
          runId: this.options.run.id,
          part: this.part,
        };
  }

  /** Forgets what an attempt would have changed that is made again. */
  async forget(): Promise<void> {
    await this.services.stage.drop(this.options.run.id, this.part);
  }

  /** Takes what was read of a span of time, to the end or not. */
  async take(collection: Collection): Promise<void> {
    const { recorder } = this.options;
    this.tally.add(collection.loss);
    this.covered.push(collection.covered);
    this.incomplete.push(collection.incomplete);
    if (collection.looked) {
      this.looked.push(collection.looked);
    }
    recorder.lose(this.tally);
    if (!this.options.run.dryRun) {
      await this.noteLoss();
    }
  }

  /**
   * Takes up a run that has read a span of time before it was interrupted.
   *
   * @param behind - from when on KPIs could not be measured
   */
  resume({ from, to }: TimeWindow, behind: ReadonlyMap<string, Date>): void {
    const { source, plan, run } = this.options;
    const { timeZone } = this.services.config;
    for (const { name } of run.dryRun ? [] : plan.kpis) {
      const since = behind.get(name);
      const until = since && since < to ? since : to;
      const stretch = lookedAt(source, { from, to: until }, {}, timeZone);
      if (stretch) {
        this.looked.push({ kpis: [name], stretch });
      }
    }
  }

  /** Keeps something for later runs, once what was read before is stored. */
  async note(notes: Notes): Promise<void> {
    this.notes = { ...this.notes, ...notes };
    this.mark = notes.mark ?? this.mark;
    if (this.isDirect) {
      await this.keep();
    }
  }

  /**
   * Stores all that was read, unless it would take too much away.
   *
   * @throws LostError if another backend has taken the source
   */
  async settle(): Promise<Outcome> {
    const { run, plan, recorder, hold } = this.options;
    const { runs, stage, sourceStates } = this.services;
    if (run.dryRun || this.isDirect) {
      if (this.isDirect) {
        await this.keep();
      }
      return 'succeeded';
    }
    const held = this.tally.unaccepted(this.accepted);
    if (held.length && !(await this.isRepeated())) {
      await stage.drop(run.id);
      await sourceStates.write(run.source, hold, { heldPlan: plan.hash });
      recorder.keepNothing();
      return 'held-back';
    }
    if (!(await runs.isHeld(run.source, hold))) {
      throw new LostError();
    }
    await this.store();
    await this.keep();
    return 'succeeded';
  }

  /** Weighs the whole, once all is read. */
  async weigh(): Promise<void> {
    if (this.isDirect) {
      return;
    }
    const { run, recorder } = this.options;
    this.tally.end();
    const last = await this.services.runs.before(run, ['succeeded']);
    if (last) {
      this.tally.addRejected(recorder.record(), last);
    }
    recorder.lose(this.tally);
    await this.noteLoss();
  }

  /** Forgets all that is put aside. */
  async drop(): Promise<void> {
    await this.services.stage.drop(this.options.run.id);
  }

  private async store(): Promise<void> {
    const { run, source } = this.options;
    const { stage, measurements, classes, config } = this.services;
    const origin = { source: source.id, runId: run.id, at: config.now() };
    const size = measurements.rowsPerWrite;
    for await (const rows of stage.written(run.id, size)) {
      await measurements.upsert(rows, origin);
    }
    for await (const keys of stage.gone(run.id, size)) {
      await measurements.delete(keys);
    }
    await classes.writeStaged(run.id);
    const brought = new Set(this.covered.flatMap(one => one.seriesIds));
    await measurements.noteBrought([...brought], origin);
    await stage.drop(run.id);
  }

  /** What holds once everything is stored. */
  private async keep(): Promise<void> {
    const { source, hold } = this.options;
    const { measurements, classes, sourceStates, incomplete } = this.services;
    const { plan } = this.notes;
    if (plan && plan !== (await sourceStates.read(source.id))?.plan) {
      // What KPIs are no longer broken down by
      for (const { name, spec } of this.options.plan.kpis) {
        const columns = (spec.breakdowns ?? []).map(({ column }) => column);
        await classes.forgetOthers(name, columns);
      }
    }
    for (const reading of this.incomplete.splice(0)) {
      await incomplete.replace(reading);
    }
    for (const { seriesIds, until } of this.covered.splice(0)) {
      if (until) {
        await measurements.setCoverage(seriesIds, source.id, until);
      }
    }
    const known = await this.noteKnown();
    await sourceStates.write(source.id, hold, {
      ...this.notes,
      mark: this.mark,
      heldPlan: null,
      known,
    });
    this.notes = {};
  }

  /**
   * Notes on which days the source has looked.
   *
   * @returns of each KPI all of them
   */
  private async noteKnown(): Promise<SourceState['known']> {
    const { source, plan } = this.options;
    const { sourceStates, knownDays, config } = this.services;
    const state = await sourceStates.read(source.id);
    const known = new Map(state?.known);
    const behind = this.notes.behind ?? state?.behind;
    const seen = new Map<string, DayStretch[]>();
    for (const { kpis, stretch } of this.looked.splice(0)) {
      for (const kpi of kpis) {
        seen.set(kpi, [...(seen.get(kpi) ?? []), stretch]);
        const before =
          known.get(kpi) ?? (await this.knownBefore(kpi, stretch, state));
        known.set(
          kpi,
          joinStretches(before, stretch) ??
            // What is behind is read again from where it stopped
            (before.until < stretch.from && !behind?.has(kpi)
              ? stretch
              : before),
        );
      }
    }
    const asked = new Set(
      plan.entities
        .map(({ entityRef }) => entityRef)
        .filter(ref => !plan.disputed.has(ref)),
    );
    for (const { name, spec } of plan.kpis) {
      if (source.silence !== 'nothing' && known.delete(name)) {
        await knownDays.forget(source.id, name);
      }
      const stretch = known.get(name) ?? NOTHING_LOOKED_AT;
      const series = await knownDays.without(
        source.id,
        { name, grain: spec.grain },
        stretch,
      );
      await knownDays.note(
        series.flatMap(({ id, entityRef }) =>
          asked.has(entityRef) ? [id] : [],
        ),
        stretch,
        firstRunning(spec, config),
        seen.get(name) ?? [],
      );
    }
    return known;
  }

  /**
   * On which days a source had looked that was collected before that was kept: since its
   * first measurement.
   */
  private async knownBefore(
    kpi: string,
    stretch: DayStretch,
    state: SourceState | undefined,
  ): Promise<DayStretch> {
    const { source } = this.options;
    const wasCollected = state?.watermark ?? state?.historyAt;
    const first =
      wasCollected && state?.known === null
        ? await this.services.knownDays.firstMeasured(source.id, kpi)
        : undefined;
    return { ...stretch, from: Math.min(stretch.from, first ?? stretch.from) };
  }

  /** Whether the scheduled run before this one gave the same answer, and that is enough. */
  private async isRepeated(): Promise<boolean> {
    const { run, source } = this.options;
    const { runs, config } = this.services;
    const limits = { ...config.collector.holdBack, ...given(source.holdBack) };
    const before = await runs.before(run);
    if (
      !limits.acceptRepeated ||
      run.trigger !== 'schedule' ||
      before?.trigger !== 'schedule' ||
      before.state !== 'held-back' ||
      (await runs.lossDigest(before.id)) !== this.digest
    ) {
      return false;
    }
    await runs.accept(before.id, null);
    return true;
  }

  private async noteLoss(): Promise<void> {
    const { run, recorder } = this.options;
    const { loss, heldBack } = recorder.record();
    await this.services.runs.noteLoss(run, {
      loss,
      heldBack,
      digest: this.digest,
    });
  }

  /** The same only where the same is gone for the same reasons. */
  private get digest(): string {
    const { rowsRejected } = this.options.recorder.record();
    const kinds = new Set(this.tally.reasons.map(({ kind }) => kind));
    const isRejected = kinds.has('rejected');
    return [
      this.tally.digest.toString(16),
      ...[...kinds].sort(),
      ...(isRejected ? [rowsRejected] : []),
    ].join(' ');
  }
}

type RunChangesOptions = {
  source: KpiSource;
  run: Run;
  plan: Plan;
  /** What the holder of the source shows. */
  hold: string;
  recorder: RunRecorder;
};

/**
 * The KPIs of which nothing may go unsaid: those that are defined as they were when
 * their history was collected last. Where the definition is another one, what it no
 * longer counts is to go.
 */
function guardedKpis(
  plan: Plan,
  state: SourceState | undefined,
): ReadonlySet<string> {
  const known = state?.kpiPlans;
  return new Set(
    plan.kpis
      .map(({ name }) => name)
      .filter(name => !known || known.get(name) === plan.kpiHashes.get(name)),
  );
}

function given<T extends object>(options: T | undefined): Partial<T> {
  return Object.fromEntries(
    Object.entries(options ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}

import { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { KpiTreeConfig } from '../config';
import { Definitions } from '../definitions/Definitions';
import { DefinitionsService } from '../definitions/DefinitionsService';
import { Refresher } from '../rollup/Refresher';
import { MeasurementStore } from '../store/MeasurementStore';
import { RunStore } from '../store/RunStore';
import { MeasurementWriter } from './MeasurementWriter';
import { Plan, planCollection } from './plan';
import { RunRecorder } from './RunRecorder';

const HEARTBEAT_MS = 10_000;

/** The periods that a source yielded, by series, as epoch days. */
type Yielded = Map<number, Set<number>>;

/**
 * Runs sources: reads what they measure, stores it, evaluates it, and keeps a
 * record. A source is collected once at a time.
 */
export class Collector {
  private changing?: Promise<void>;

  constructor(
    private readonly options: {
      sources: ReadonlyMap<string, KpiSource>;
      definitions: DefinitionsService;
      measurements: MeasurementStore;
      refresher: Refresher;
      runs: RunStore;
      config: KpiTreeConfig;
      logger: LoggerService;
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
    trigger: Run['trigger'],
    signal: AbortSignal = new AbortController().signal,
  ): Promise<{ run: Run; ended: Promise<Run> }> {
    const source = this.options.sources.get(sourceId);
    if (!source) {
      throw new NotFoundError(
        `There is no source ${sourceId}: this portal has ${
          [...this.options.sources.keys()].join(', ') || 'none'
        }`,
      );
    }
    const run = await this.options.runs.start(sourceId, trigger);
    return { run, ended: this.collect(source, run, signal) };
  }

  /**
   * Collects each source whose definitions changed since its last successful
   * run, so that what an owner changes shows without waiting for a schedule.
   */
  async collectChanged(signal: AbortSignal): Promise<void> {
    const { sources, definitions, config, runs, logger } = this.options;
    const current = await definitions.refresh();
    for (const source of sources.values()) {
      const { kpis, hash } = planCollection(current, source, config);
      if (kpis.length && hash !== (await runs.lastPlan(source.id))) {
        try {
          await (
            await this.start(source.id, 'change', signal)
          ).ended;
        } catch (error) {
          logger.info(`${error}`);
        }
      }
    }
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

  private async collect(
    source: KpiSource,
    run: Run,
    signal: AbortSignal,
  ): Promise<Run> {
    const { runs, config, logger } = this.options;
    const recorder = new RunRecorder(run);
    const heartbeat = setInterval(() => {
      runs
        .heartbeat(recorder.record())
        .catch(error => logger.warn(`No heartbeat of run ${run.id}: ${error}`));
    }, HEARTBEAT_MS);
    heartbeat.unref();
    let plan: Plan | undefined;
    try {
      const definitions = await this.options.definitions.refresh();
      plan = planCollection(definitions, source, config);
      await this.collectPlan(definitions, source, plan, recorder, signal);
      const ended = await runs.end(recorder.record('succeeded'), plan.hash);
      logger.info(
        `Collected ${source.id}: ${ended.rowsRead} rows, ${ended.measurementsWritten} measurements, ${ended.rowsRejected} rows rejected`,
      );
      return ended;
    } catch (error) {
      recorder.error(error instanceof Error ? error.message : String(error));
      logger.error(`Collecting ${source.id} failed`, error as Error);
      const failed = recorder.record('failed');
      return await runs.end(failed).catch(() => failed);
    } finally {
      clearInterval(heartbeat);
    }
  }

  private async collectPlan(
    definitions: Definitions,
    source: KpiSource,
    plan: Plan,
    recorder: RunRecorder,
    signal: AbortSignal,
  ): Promise<void> {
    if (!plan.kpis.length) {
      return;
    }
    const { config, logger, measurements, refresher } = this.options;
    const yielded: Yielded = new Map();
    const writer = new MeasurementWriter({
      measurements,
      kpis: new Map(plan.kpis.map(kpi => [kpi.name, kpi.spec])),
      entities: new Set(plan.entities.map(e => e.entityRef)),
      source: source.id,
      now: config.now,
      onMistake: (message, { entityRef, kpi }) =>
        recorder.error(message, `${entityRef} ${kpi}`),
      onWritten: rows => {
        recorder.written(rows.length);
        for (const { seriesId, day } of source.complete ? rows : []) {
          const days = yielded.get(seriesId);
          if (days) {
            days.add(day);
          } else {
            yielded.set(seriesId, new Set([day]));
          }
        }
      },
    });
    const batches = source.collect({
      kpis: plan.kpis,
      entities: plan.entities,
      to: config.now(),
      timeZone: config.timeZone,
      signal,
      logger,
    });
    let coveredUntil: Date | undefined;
    try {
      for await (const batch of batches) {
        signal.throwIfAborted();
        recorder.rows(batch);
        coveredUntil = batch.coveredUntil ?? coveredUntil;
        await writer.write(batch.measurements ?? []);
      }
    } finally {
      // What came before a source failed holds
      await writer.end();
    }
    if (source.complete) {
      await this.removeUnyielded(source, plan, yielded);
    }
    if (coveredUntil) {
      await measurements.setCoverage(
        [...writer.series.values()],
        source.id,
        coveredUntil,
      );
    }
    await refresher.refresh(definitions, signal);
  }

  /**
   * What a complete source no longer yields is gone: the record was corrected,
   * or the definition changed.
   */
  private async removeUnyielded(
    source: KpiSource,
    plan: Plan,
    yielded: Yielded,
  ): Promise<void> {
    const { measurements } = this.options;
    const names = new Map(plan.kpis.map(k => [k.name, k.spec.grain]));
    const stored = await measurements.findSeries({ kpis: [...names.keys()] });
    for (const one of stored) {
      if (one.source === source.id && one.grain === names.get(one.kpi)) {
        await measurements.deleteAllBut(
          one.id,
          yielded.get(one.id) ?? new Set(),
        );
      }
    }
  }
}

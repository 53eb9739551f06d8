import { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { Run, toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  KpiSource,
  Measurement,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { KpiTreeConfig } from '../config';
import { Definitions } from '../definitions/Definitions';
import { DefinitionsService } from '../definitions/DefinitionsService';
import { Refresher } from '../rollup/Refresher';
import { MeasurementStore, seriesKey } from '../store/MeasurementStore';
import { RunStore } from '../store/RunStore';
import { Plan, planCollection } from './plan';
import { RunRecorder } from './RunRecorder';
import { measurementMistake } from './measurementMistake';

const HEARTBEAT_MS = 10_000;

/** What one run knows while it goes on. */
type Collection = {
  source: KpiSource;
  plan: Plan;
  recorder: RunRecorder;
  /** The ids of the series that exist so far, by {@link seriesKey}. */
  series: Map<string, number>;
  /** The periods that the source yielded, by series, as epoch days. */
  yielded: Map<number, Set<number>>;
  coveredUntil?: Date;
};

/**
 * Runs sources: reads what they measure, stores it, evaluates it, and keeps a
 * record. A source is collected once at a time.
 */
export class Collector {
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
    const collection: Collection = {
      source,
      plan,
      recorder,
      series: new Map(),
      yielded: new Map(),
    };
    const batches = source.collect({
      kpis: plan.kpis,
      entities: plan.entities,
      to: config.now(),
      timeZone: config.timeZone,
      signal,
      logger,
    });
    const entities = new Set(plan.entities.map(e => e.entityRef));
    for await (const batch of batches) {
      signal.throwIfAborted();
      recorder.rows(batch);
      collection.coveredUntil = batch.coveredUntil ?? collection.coveredUntil;
      await this.store(batch.measurements ?? [], entities, collection);
    }
    if (source.complete) {
      await this.removeUnyielded(collection);
    }
    if (collection.coveredUntil) {
      await measurements.setCoverage(
        [...collection.series.values()],
        source.id,
        collection.coveredUntil,
      );
    }
    await refresher.refresh(definitions, signal);
  }

  /** Stores the measurements that are right, and reports the others. */
  private async store(
    batch: Measurement[],
    entities: ReadonlySet<string>,
    { source, plan, recorder, series, yielded }: Collection,
  ): Promise<void> {
    const { measurements, config } = this.options;
    const grains = new Map(plan.kpis.map(k => [k.name, k.spec.grain]));
    const right = batch.filter(measurement => {
      const mistake = measurementMistake(measurement, grains, entities);
      if (mistake) {
        recorder.error(mistake, `${measurement.entityRef} ${measurement.kpi}`);
      }
      return !mistake;
    });
    const keyOf = ({ entityRef, kpi }: Measurement) =>
      seriesKey(entityRef, kpi, grains.get(kpi)!);
    const missing = new Map(
      right
        .filter(m => !series.has(keyOf(m)))
        .map(({ entityRef, kpi }) => [
          `${entityRef} ${kpi}`,
          { entityRef, kpi, grain: grains.get(kpi)! },
        ]),
    );
    for (const [key, id] of await measurements.ensureSeries([
      ...missing.values(),
    ])) {
      series.set(key, id);
    }
    const rows = right.map(measurement => ({
      ...measurement,
      seriesId: series.get(keyOf(measurement))!,
    }));
    await measurements.upsert(rows, { source: source.id, at: config.now() });
    recorder.written(rows.length);
    for (const { seriesId, period } of rows) {
      const periods = yielded.get(seriesId) ?? new Set();
      yielded.set(seriesId, periods.add(toEpochDay(period)));
    }
  }

  /**
   * What a complete source no longer yields is gone: the record was corrected,
   * or the definition changed.
   */
  private async removeUnyielded({
    source,
    plan,
    yielded,
  }: Collection): Promise<void> {
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

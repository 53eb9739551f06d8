import { LoggerService } from '@backstage/backend-plugin-api';
import { dateOf, toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  KpiSource,
  Measurement,
  RowError,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { KpiTreeConfig } from '../config';
import { MeasurementStore } from '../store/MeasurementStore';
import { abortable } from './abortable';
import { coverageMistake } from './coverageMistake';
import { latestPeriods, measurementMistake } from './measurementMistake';
import { MeasurementWriter } from './MeasurementWriter';
import { Plan } from './plan';
import { RunRecorder } from './RunRecorder';
import { TimeWindow } from './windows';

/** The periods that a source yielded, by series, as epoch days. */
type Yielded = Map<number, Set<number>>;

/**
 * What a source measures in one stretch of time: read, stored, and what it no longer
 * yields taken away.
 */
export class Collection {
  constructor(
    private readonly options: {
      source: KpiSource;
      plan: Plan;
      /** `from` is missing where everything is asked for. */
      window: Partial<TimeWindow> & { to: Date };
      runId: string;
      recorder: RunRecorder;
      measurements: MeasurementStore;
      config: KpiTreeConfig;
      logger: LoggerService;
      signal: AbortSignal;
      /** Is called at each sign of work. */
      working: () => void;
    },
  ) {}

  /**
   * Stores what the source yields.
   *
   * @returns the KPIs that it could not measure
   */
  async store(): Promise<ReadonlySet<string>> {
    const { source, plan, runId, recorder, measurements, config } =
      this.options;
    const yielded: Yielded = new Map();
    const writer = new MeasurementWriter({
      measurements,
      kpis: new Map(plan.kpis.map(kpi => [kpi.name, kpi.spec])),
      entities: new Set(plan.entities.map(e => e.entityRef)),
      source: source.id,
      runId,
      config,
      onMistake: (message, measurement) =>
        recorder.error(mistakeOf(message, measurement)),
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
    const unmeasured = new Set<string>();
    let coveredUntil: Date | undefined;
    try {
      for await (const batch of this.batches()) {
        recorder.rows(batch);
        batch.unmeasured?.forEach(kpi => unmeasured.add(kpi));
        coveredUntil = this.covered(batch) ?? coveredUntil;
        await writer.write(batch.measurements ?? []);
      }
    } finally {
      // What came before a source failed holds
      await writer.end();
    }
    if (source.complete) {
      await this.removeUnyielded(yielded, unmeasured);
    }
    if (coveredUntil) {
      await measurements.setCoverage(
        [...writer.series.values()],
        source.id,
        coveredUntil,
      );
    }
    return unmeasured;
  }

  /** Up to when a batch says that the source is complete, if that can be. */
  private covered({ coveredUntil }: CollectBatch): Date | undefined {
    const { source, window, recorder } = this.options;
    const mistake = coveredUntil && coverageMistake(coveredUntil, window.to);
    if (mistake) {
      recorder.error({ message: mistake, where: source.id });
      return undefined;
    }
    return coveredUntil;
  }

  /** Only counts what the source yields, and shows the first of it. */
  async try(): Promise<ReadonlySet<string>> {
    const { plan, recorder, config } = this.options;
    const latest = latestPeriods(config);
    const kpis = new Map(plan.kpis.map(kpi => [kpi.name, kpi.spec]));
    const entities = new Set(plan.entities.map(e => e.entityRef));
    const unmeasured = new Set<string>();
    for await (const batch of this.batches()) {
      recorder.rows(batch);
      this.covered(batch);
      batch.unmeasured?.forEach(kpi => unmeasured.add(kpi));
      for (const measurement of batch.measurements ?? []) {
        const mistake = measurementMistake(measurement, kpis, entities, latest);
        if (mistake) {
          recorder.error(mistakeOf(mistake, measurement));
        } else {
          recorder.written(1);
          recorder.show(measurement);
        }
      }
    }
    return unmeasured;
  }

  private async *batches(): AsyncGenerator<CollectBatch> {
    const { source, plan, window, config, signal, logger, working } =
      this.options;
    for await (const batch of abortable(
      source.collect({
        kpis: plan.kpis,
        entities: plan.entities,
        ...window,
        timeZone: config.timeZone,
        signal,
        logger,
      }),
      signal,
    )) {
      working();
      yield batch;
    }
  }

  /**
   * What a complete source no longer yields is gone: the record was corrected,
   * or the definition changed. What it could not measure stays.
   */
  private async removeUnyielded(
    yielded: Yielded,
    unmeasured: ReadonlySet<string>,
  ): Promise<void> {
    const { source, plan, window, measurements, config } = this.options;
    const grains = new Map(
      plan.kpis
        .filter(({ name }) => !unmeasured.has(name))
        .map(({ name, spec }) => [name, spec.grain]),
    );
    const stored = await measurements.findSeries({ kpis: [...grains.keys()] });
    const day = (instant: Date) =>
      toEpochDay(dateOf(instant.getTime(), config.timeZone));
    await measurements.deleteOthers(
      stored
        .filter(
          one => one.source === source.id && one.grain === grains.get(one.kpi),
        )
        .map(one => one.id),
      yielded,
      source.window && window.from
        ? {
            from: day(window.from),
            to: day(new Date(window.to.getTime() - 1)),
          }
        : undefined,
    );
  }
}

function mistakeOf(message: string, { entityRef, kpi }: Measurement): RowError {
  return { message, where: `${entityRef} ${kpi}`, entityRef };
}

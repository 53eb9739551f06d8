import {
  KpiSpec,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Measurement } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { LatestPeriods, latestPeriods } from '../clock/latestPeriods';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { WriteOrigin } from '../store/bulkWrites';
import { ClassRow, ClassStore } from '../store/ClassStore';
import { MeasurementStore, seriesKey } from '../store/MeasurementStore';
import { classRows } from './classRows';
import { measurementMistake } from './measurementMistake';

/** A measurement that is right, and the key of its series. */
export type KeyedMeasurement = Measurement & { key: string };

/** A measurement that was stored; of a dry run there may be no series of it. */
export type WrittenMeasurement = {
  entityRef: string;
  kpi: string;
  seriesId?: number;
  day: number;
};

/** What a writer takes, and what it is to do with what it cannot take. */
export type WriterOptions = {
  measurements: MeasurementStore;
  /** Where it is kept what they are made of; it is not, if not given. */
  classes?: ClassStore;
  /** The KPIs that may be measured. */
  kpis: ReadonlyMap<
    string,
    Pick<KpiSpec, 'grain' | 'aggregate' | 'breakdowns'>
  >;
  /** The entities that may be measured. */
  entities: ReadonlySet<string>;
  /** By earlier reference, the entity that has its history. */
  formerNames?: ReadonlyMap<string, string>;
  source: string;
  runId?: string;
  /** What they are a part of, if somebody sent them. */
  push?: WriteOrigin['push'];
  config: Pick<KpiTreeConfig, 'now' | 'timeZone'>;
  onMistake: (message: string, measurement: Measurement) => void;
  onWritten: (rows: WrittenMeasurement[]) => void;
  /** Takes those that come too late: that past is folded. */
  onClosed?: (measurement: Measurement) => void;
};

/**
 * Stores measurements of one origin as they come: the right ones in large writes,
 * and reports what is wrong with the others.
 */
export class MeasurementWriter {
  /** The ids of the series that exist so far, by {@link seriesKey}. */
  readonly series = new Map<string, number>();
  private readonly buffer: KeyedMeasurement[] = [];
  /** Keys are asked for very often. */
  private readonly keys = new Map<string, Map<string, string>>();
  private readonly latest: LatestPeriods;

  constructor(protected readonly options: WriterOptions) {
    this.latest = latestPeriods(options.config);
  }

  /** Takes measurements; they are stored when there are many, or at the end. */
  async write(measurements: Measurement[]): Promise<void> {
    const { kpis, entities, formerNames } = this.options;
    const { onMistake, measurements: store } = this.options;
    for (const measurement of measurements) {
      const mistake = measurementMistake(
        measurement,
        kpis,
        entities,
        this.latest,
        formerNames,
      );
      if (mistake) {
        onMistake(mistake, measurement);
      } else {
        this.buffer.push({ ...measurement, key: this.keyOf(measurement) });
      }
    }
    const atOnce = store.rowsPerWrite;
    while (this.buffer.length >= atOnce) {
      await this.store(this.buffer.splice(0, atOnce));
    }
  }

  /** Stores what is left. */
  async end(): Promise<void> {
    if (this.buffer.length) {
      await this.store(this.buffer.splice(0));
    }
  }

  protected async store(rows: KeyedMeasurement[]): Promise<void> {
    const { measurements, config, onWritten, onClosed } = this.options;
    const { source, runId, push } = this.options;
    await this.ensureSeries(rows);
    const known = rows.map(row => ({
      ...row,
      seriesId: this.series.get(row.key)!,
    }));
    const closed = new Set(
      (
        await measurements.upsert(known, {
          source,
          runId,
          push,
          at: config.now(),
        })
      ).map(({ seriesId, period: start }) => `${seriesId} ${start}`),
    );
    const isClosed = ({
      seriesId,
      period: start,
    }: {
      seriesId: number;
      period: string;
    }) => closed.size > 0 && closed.has(`${seriesId} ${start}`);
    known.filter(isClosed).forEach(row => onClosed?.(row));
    await this.options.classes?.write(this.classesOf(known));
    onWritten(
      known
        .filter(row => !isClosed(row))
        .map(({ entityRef, kpi, seriesId, period: start }) => ({
          entityRef,
          kpi,
          seriesId,
          day: toEpochDay(start),
        })),
    );
  }

  /** What some measurements are made of, each key once: the last of a key holds. */
  protected classesOf(
    rows: (KeyedMeasurement & { seriesId: number })[],
  ): ClassRow[] {
    const { kpis, onMistake } = this.options;
    const found = new Map<string, ClassRow>();
    for (const row of rows) {
      const { seriesId, kpi, period: start } = row;
      const spec = kpis.get(kpi)!;
      for (const one of spec.breakdowns
        ? classRows(row, spec, message => onMistake(message, row))
        : []) {
        found.set(`${seriesId} ${start} ${one.by_column}`, {
          series_id: seriesId,
          period: toEpochDay(start),
          ...one,
        });
      }
    }
    return [...found.values()];
  }

  /** Looks the series of some rows up, and creates those that are missing. */
  protected async ensureSeries(rows: KeyedMeasurement[]): Promise<void> {
    const { measurements, kpis } = this.options;
    const missing = new Map(
      rows
        .filter(row => !this.series.has(row.key))
        .map(({ key, entityRef, kpi }) => [
          key,
          { entityRef, kpi, grain: kpis.get(kpi)!.grain },
        ]),
    );
    const found = await measurements.ensureSeries([...missing.values()]);
    found.forEach((id, key) => this.series.set(key, id));
  }

  private keyOf({ entityRef, kpi }: Measurement): string {
    let byKpi = this.keys.get(entityRef);
    if (!byKpi) {
      byKpi = new Map();
      this.keys.set(entityRef, byKpi);
    }
    let key = byKpi.get(kpi);
    if (key === undefined) {
      key = seriesKey(entityRef, kpi, this.options.kpis.get(kpi)!.grain);
      byKpi.set(kpi, key);
    }
    return key;
  }
}

import { LoggerService } from '@backstage/backend-plugin-api';
import { aggregationTraits, fitsInto } from '@internal/kpi-tree';
import {
  dateOf,
  fromEpochDay,
  isInstant,
  KpiEntity,
  periodOf,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { combineOverTime } from '../evaluation/combine';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { apart } from '../setAside/apart';
import { IncompleteStore } from '../store/IncompleteStore';
import { ClassStore } from '../store/ClassStore';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { PushStore } from '../store/PushStore';
import { RetentionStore } from '../store/RetentionStore';
import { ALL_DAYS } from '../store/ranges';

/** Bounds what one transaction takes on. */
const SERIES_AT_ONCE = 200;

/** What was done. */
export type RetentionResult = {
  /** Series of which a part was folded. */
  folded: number;
  /** Measurements that are no more, because they were folded or too old. */
  removed: number;
};

/**
 * Keeps the store small: measurements past a certain age are folded into the
 * periods in which their KPI is judged, exactly, and past another they go. In small
 * steps, each of which holds by itself: what is interrupted goes on the next time.
 */
export class Retention {
  /** Why series could not be folded, as it was logged. */
  private readonly left = new Map<number, string>();

  constructor(
    private readonly options: {
      arithmetic: StoredArithmetic;
      measurements: MeasurementStore;
      classes: ClassStore;
      store: RetentionStore;
      pushes: Pick<PushStore, 'dropBefore'>;
      incomplete: Pick<IncompleteStore, 'dropBefore'>;
      config: Pick<KpiTreeConfig, 'now' | 'timeZone' | 'retention' | 'faults'>;
      logger: LoggerService;
    },
  ) {}

  /** Folds and removes all that is due. */
  async run(
    definitions: Definitions,
    signal?: AbortSignal,
  ): Promise<RetentionResult> {
    const { store, config, logger } = this.options;
    const { foldAfterMs, dropAfterMs } = config.retention;
    const result: RetentionResult = { folded: 0, removed: 0 };
    const { calendar, retention } = config.faults;
    if (calendar ?? retention) {
      return result;
    }
    const due = this.dayBefore(Math.min(foldAfterMs, dropAfterMs));
    if (due === undefined) {
      return result;
    }
    let after = -1;
    for (;;) {
      signal?.throwIfAborted();
      const ids = await store.olderThan(due, after, SERIES_AT_ONCE);
      if (!ids.length) {
        break;
      }
      after = ids[ids.length - 1];
      result.removed += await this.drop(definitions, ids);
      for (const { folded, removed } of await apart(
        ids,
        async part => [await this.fold(definitions, part)],
        async (id, error) => this.leave(id, error),
      )) {
        result.folded += folded;
        result.removed += removed;
      }
    }
    const dropDay = this.dayBefore(dropAfterMs);
    if (dropDay !== undefined) {
      await store.dropInsights(dropDay);
      await this.options.pushes.dropBefore(firstKept(undefined, dropDay));
      await this.options.incomplete.dropBefore(name =>
        firstKept(definitions.kpis.get(name), dropDay),
      );
      for (const [name, kpi] of definitions.kpis) {
        await store.dropScopeValues(name, firstKept(kpi, dropDay));
        if (definitions.formulas.get(name)) {
          await store.dropFormulaValues(name, firstKept(kpi, dropDay));
        }
      }
    }
    if (result.removed) {
      logger.info(
        `Retention: folded ${result.folded} series, ${result.removed} measurements fewer`,
      );
    }
    return result;
  }

  /** A series that cannot be folded stays as it is. */
  private leave(seriesId: number, { message }: Error): void {
    if (this.left.get(seriesId) !== message) {
      this.left.set(seriesId, message);
      this.options.logger.warn(
        `Retention: the series ${seriesId} cannot be folded and stays as it is: ${message}`,
      );
    }
  }

  /** The first day that is younger, or nothing if all are young enough. */
  private dayBefore(ageMs: number): number | undefined {
    const { now, timeZone } = this.options.config;
    const instant = now().getTime() - ageMs;
    return isInstant(instant)
      ? toEpochDay(dateOf(instant, timeZone))
      : undefined;
  }

  private async drop(definitions: Definitions, ids: number[]): Promise<number> {
    const { arithmetic, measurements, store, config } = this.options;
    const day = this.dayBefore(config.retention.dropAfterMs);
    if (day === undefined) {
      return 0;
    }
    return await arithmetic.transaction(async tx => {
      let removed = 0;
      const kpis: string[] = [];
      for (const series of await measurements.lockSeries(tx, ids)) {
        const kept = firstKept(definitions.kpis.get(series.kpi), day);
        if (series.firstPeriod && toEpochDay(series.firstPeriod) < kept) {
          removed += await store.dropBefore(tx, series.id, kept);
          kpis.push(series.kpi);
        }
      }
      await store.noteDropped(tx, kpis);
      return removed;
    });
  }

  private async fold(
    definitions: Definitions,
    ids: number[],
  ): Promise<RetentionResult> {
    const { arithmetic, measurements, classes, store, config } = this.options;
    const day = this.dayBefore(config.retention.foldAfterMs);
    const result: RetentionResult = { folded: 0, removed: 0 };
    if (day === undefined) {
      return result;
    }
    await arithmetic.transaction(async tx => {
      const due = (await measurements.lockSeries(tx, ids)).flatMap(series => {
        const kpi = definitions.kpis.get(series.kpi);
        return kpi && isFoldable(series, kpi) ? [{ series, kpi }] : [];
      });
      const untils = new Map(
        due.map(({ series, kpi }) => [series.id, firstKept(kpi, day)]),
      );
      const open = due.filter(
        ({ series }) =>
          toEpochDay(series.firstPeriod!) < untils.get(series.id)! &&
          (!series.folded ||
            toEpochDay(series.folded.until) < untils.get(series.id)!) &&
          // What is not evaluated yet has to be first
          (!series.changed || series.changed.from >= untils.get(series.id)!),
      );
      const values = await measurements.readRanges(
        open.map(({ series }) => ({
          seriesId: series.id,
          from: ALL_DAYS.from,
          to: untils.get(series.id)! - 1,
        })),
        tx,
      );
      for (const { series, kpi } of open) {
        const fine = values.get(series.id) ?? [];
        const { period: periodType } = kpi.spec;
        const coarse = combineOverTime(
          fine,
          kpi.spec,
          periodType,
          series,
          toEpochDay(dateOf(config.now().getTime(), config.timeZone)),
        );
        await store.fold(tx, series.id, coarse, {
          until: untils.get(series.id)!,
          grain: periodType,
          arithmetic: Math.min(
            series.folded?.arithmetic ?? Infinity,
            this.options.arithmetic.version,
          ),
        });
        if (kpi.spec.breakdowns) {
          await classes.fold(tx, series.id, coarse);
        }
        result.folded++;
        result.removed += fine.length - coarse.length;
      }
    });
    return result;
  }
}

/** Whether the measurements of a series come in finer grains than it is judged. */
function isFoldable(series: SeriesRecord, { spec }: KpiEntity): boolean {
  return (
    series.firstPeriod !== null &&
    series.grain === spec.grain &&
    spec.grain !== spec.period &&
    aggregationTraits[spec.aggregate.overTime].foldable &&
    (!series.folded || fitsInto(series.folded.grain, spec.period))
  );
}

/** Of a period of which a day is young enough all is kept. */
function firstKept(kpi: KpiEntity | undefined, day: number): number {
  return toEpochDay(periodOf(fromEpochDay(day), kpi?.spec.period ?? 'quarter'));
}

import {
  addPeriods,
  aggregateOverTime,
  currentPeriod,
  evaluateSeries,
  Judgement,
  KpiEntity,
  periodOf,
  PeriodValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { createHash } from 'node:crypto';
import { KpiTreeConfig } from '../config';
import { Definitions } from '../definitions/Definitions';
import { inChunks } from '../store/chunks';
import { CurrentState, CurrentStore, SparkPoint } from '../store/CurrentStore';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { isStale } from './staleness';

/** Complete periods in a sparkline; two years of months. */
const SPARK_PERIODS = 24;

/** Bounds the measurements that are in memory at once. */
const SERIES_AT_ONCE = 200;

/** The evaluated state of a series, and whose it is. */
export type CurrentSeries = SeriesRecord & { state: CurrentState };

/**
 * Evaluates series into their current state, once for each write, change of
 * definition and turn of the period; in between the stored state answers.
 */
export class Evaluator {
  constructor(
    private readonly options: {
      measurements: MeasurementStore;
      current: CurrentStore;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * The states of series. Those that were evaluated with older measurements,
   * definitions or periods are evaluated now.
   *
   * @param filter - a part that is not given does not narrow
   * @returns one for each series of a valid KPI, in the KPI's grain.
   */
  async current(
    definitions: Definitions,
    filter: { entityRefs?: string[]; kpis?: string[] },
  ): Promise<CurrentSeries[]> {
    const { measurements, current } = this.options;
    const series = (await measurements.findSeries(filter)).filter(
      ({ kpi, grain }) => definitions.kpis.get(kpi)?.spec.grain === grain,
    );
    const stored = await current.read(series.map(s => s.id));
    const result: CurrentSeries[] = [];
    const outdated: { series: SeriesRecord; evaluatedWith: string }[] = [];
    for (const one of series) {
      const evaluatedWith = this.evaluationKey(definitions, one);
      const known = stored.get(one.id);
      if (known?.evaluatedWith === evaluatedWith) {
        result.push({ ...one, state: known.state });
      } else {
        outdated.push({ series: one, evaluatedWith });
      }
    }
    for (const part of inChunks(outdated, SERIES_AT_ONCE)) {
      const values = await this.readRecent(
        definitions,
        part.map(p => p.series),
      );
      const states = part.map(({ series: one, evaluatedWith }) => ({
        series: one,
        seriesId: one.id,
        evaluatedWith,
        state: this.evaluate(definitions, one, values.get(one.id) ?? []),
      }));
      await current.write(states);
      result.push(...states.map(s => ({ ...s.series, state: s.state })));
    }
    return result;
  }

  /** The first day of the current period of a KPI. */
  currentPeriod(kpi: KpiEntity): string {
    const { now, timeZone } = this.options.config;
    return currentPeriod(now(), kpi.spec.period, timeZone);
  }

  /** By what a KPI of an entity or scope is judged. */
  judgement(
    definitions: Definitions,
    kpi: KpiEntity,
    scope: string,
  ): Judgement {
    const { target, threshold } = definitions.effective(kpi, scope);
    return {
      direction: kpi.spec.direction,
      target,
      threshold,
      tolerance: this.options.config.tolerance,
    };
  }

  private evaluate(
    definitions: Definitions,
    series: SeriesRecord,
    measurements: PeriodValue[],
  ): CurrentState {
    const kpi = definitions.kpi(series.kpi);
    const { grain, period, aggregate } = kpi.spec;
    const values = aggregateOverTime(
      measurements,
      grain,
      period,
      aggregate.overTime,
    );
    const current = this.currentPeriod(kpi);
    const running = addPeriods(current, period, 1);
    const provisional = values.find(v => v.period === running);
    const byPeriod = new Map(values.map(v => [v.period, v]));
    const spark = Array.from({ length: SPARK_PERIODS }, (_, i): SparkPoint => {
      const start = addPeriods(current, period, i - SPARK_PERIODS + 1);
      const value = byPeriod.get(start);
      return [start, value?.value ?? null, value?.weight ?? null];
    });
    return {
      ...evaluateSeries(
        values,
        current,
        isStale(kpi, series, this.options.config),
        this.judgement(definitions, kpi, series.entityRef),
      ),
      spark,
      ...(provisional ? { provisional } : {}),
    };
  }

  /**
   * The measurements from which state, sparkline and last known value come:
   * two years of months back from the current period, or from the last
   * measurement where that is older.
   */
  private async readRecent(
    definitions: Definitions,
    series: SeriesRecord[],
  ): Promise<Map<number, PeriodValue[]>> {
    const froms = series.map(({ kpi: name, lastPeriod }) => {
      const kpi = definitions.kpi(name);
      const { period } = kpi.spec;
      const spark = addPeriods(
        this.currentPeriod(kpi),
        period,
        1 - SPARK_PERIODS,
      );
      const last = lastPeriod ? periodOf(lastPeriod, period) : spark;
      return last < spark ? last : spark;
    });
    const from = froms.reduce((a, b) => (a < b ? a : b));
    return this.options.measurements.read(
      series.map(s => s.id),
      from,
    );
  }

  /** Changes with everything that the state of a series depends on. */
  private evaluationKey(
    definitions: Definitions,
    series: SeriesRecord,
  ): string {
    const kpi = definitions.kpi(series.kpi);
    const { grain, period, aggregate } = kpi.spec;
    const hash = createHash('sha256')
      .update(
        JSON.stringify([
          grain,
          period,
          aggregate.overTime,
          this.judgement(definitions, kpi, series.entityRef),
          this.currentPeriod(kpi),
          isStale(kpi, series, this.options.config),
        ]),
      )
      .digest('base64url')
      .slice(0, 22);
    return `${series.version}.${hash}`;
  }
}

import {
  addPeriods,
  evaluateSeries,
  Judgement,
  KpiEntity,
  periodOf,
  PeriodType,
  runningPeriod,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../config';
import { ALL, Definitions } from '../definitions/Definitions';
import { membershipDay } from '../rollup/MembershipHistory';
import { Memberships } from '../rollup/Memberships';
import { inChunks } from '../store/chunks';
import { CurrentState, CurrentStore } from '../store/CurrentStore';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { NodeStore } from '../store/NodeStore';
import { PeriodStore } from '../store/PeriodStore';
import { ProgressStore } from '../store/ProgressStore';
import { RollupMark, RollupStore } from '../store/RollupStore';
import { StoredValue } from '../store/ranges';
import {
  EvaluationKeys,
  EvaluationKey,
  keyText,
  parseKey,
} from './EvaluationKeys';
import { ChangedPeriods, updatePeriods } from './updatePeriods';
import { isStale } from './staleness';

/** Complete periods in a sparkline; two years of months. */
export const SPARK_PERIODS = 24;

/** Bounds the measurements that are in memory at once. */
const SERIES_AT_ONCE = 200;

/** Series that are looked through in one query. */
const SERIES_PER_LOOK = 2_000;

/** The evaluated state of a series, and whose it is. */
export type CurrentSeries = SeriesRecord & { state: CurrentState };

/** A series that is being evaluated. */
type Evaluation = {
  series: SeriesRecord;
  kpi: KpiEntity;
  key: EvaluationKey;
  before?: { key: EvaluationKey; state: CurrentState };
};

/**
 * Evaluates series: once for each write, change of definition and turn of the
 * period; in between the stored states answer. Notes what of the scopes above is
 * to be rolled up anew.
 */
export class Evaluator {
  readonly keys: EvaluationKeys;

  constructor(
    private readonly options: {
      knex: Knex;
      measurements: MeasurementStore;
      periods: PeriodStore;
      current: CurrentStore;
      rollups: RollupStore;
      nodes: NodeStore;
      progress: ProgressStore;
      memberships: Memberships;
      config: KpiTreeConfig;
    },
  ) {
    this.keys = new EvaluationKeys(options.config);
  }

  /**
   * The states of the series of an entity, by KPI. Those that were written since,
   * or evaluated with other definitions or periods, are evaluated now.
   *
   * @param only - the only KPI; all if not given
   * @returns one for each series of a valid KPI, in the KPI's grain.
   */
  async current(
    definitions: Definitions,
    entityRef: string,
    only?: string,
  ): Promise<Map<string, CurrentSeries>> {
    const all = await this.options.current.readEntity(entityRef, only);
    const found = new Map<string, CurrentSeries>();
    const outdated: number[] = [];
    for (const { state, evaluatedWith, ...series } of all) {
      const key = this.keyOf(definitions, series);
      if (key && state && !series.changed && evaluatedWith === keyText(key)) {
        found.set(series.kpi, { ...series, state });
      } else if (key) {
        outdated.push(series.id);
      }
    }
    for (const series of await this.evaluate(definitions, outdated)) {
      found.set(series.kpi, series);
    }
    return found;
  }

  /**
   * Evaluates every series that has to be: those that were written, and all where
   * the definitions or the day are others than the last time.
   */
  async refresh(definitions: Definitions, signal?: AbortSignal): Promise<void> {
    const { knex, current, nodes, progress } = this.options;
    const fingerprint = this.keys.ofAll(definitions);
    const changedOnly = (await progress.get('evaluate')) === fingerprint;
    let last = -1;
    for (;;) {
      signal?.throwIfAborted();
      const series = await current.readAfter(
        last,
        SERIES_PER_LOOK,
        changedOnly,
      );
      if (!series.length) {
        break;
      }
      last = series[series.length - 1].id;
      await current.delete(
        series
          .filter(one => one.state && isOtherGrain(definitions, one))
          .map(one => one.id),
      );
      const outdated = series.filter(one => {
        const key = this.keyOf(definitions, one);
        return key && (one.changed || one.evaluatedWith !== keyText(key));
      });
      for (const part of inChunks(outdated, SERIES_AT_ONCE)) {
        signal?.throwIfAborted();
        await this.evaluate(
          definitions,
          part.map(one => one.id),
        );
      }
    }
    if (!changedOnly) {
      // Trees may weigh otherwise now
      await nodes.mark(knex, definitions.members(ALL));
      await progress.set('evaluate', fingerprint);
    }
  }

  /** The first day of the current period of a KPI. */
  currentPeriod(kpi: KpiEntity): string {
    return this.keys.currentPeriod(kpi.spec.period);
  }

  /** By what a KPI of an entity or scope is judged. */
  judgement(
    definitions: Definitions,
    kpi: KpiEntity,
    scope: string,
  ): Judgement {
    return this.keys.judgement(definitions, kpi, scope);
  }

  /** Nothing for a series of no valid KPI, or in another grain than the KPI's. */
  private keyOf(
    definitions: Definitions,
    series: SeriesRecord,
  ): EvaluationKey | undefined {
    const kpi = definitions.kpis.get(series.kpi);
    return kpi?.spec.grain === series.grain
      ? this.keys.of(definitions, kpi, series)
      : undefined;
  }

  /** Evaluates series, all or none, while nobody writes to them. */
  private async evaluate(
    definitions: Definitions,
    ids: number[],
  ): Promise<CurrentSeries[]> {
    if (!ids.length) {
      return [];
    }
    const { knex, measurements, current, rollups, nodes } = this.options;
    return await knex.transaction(async tx => {
      const series = await measurements.lockSeries(tx, ids);
      const stored = await current.read(tx, ids);
      const evaluations = series.flatMap((one): Evaluation[] => {
        const key = this.keyOf(definitions, one);
        const before = stored.get(one.id);
        return key
          ? [
              {
                series: one,
                kpi: definitions.kpi(one.kpi),
                key,
                ...(before
                  ? {
                      before: {
                        key: parseKey(before.evaluatedWith),
                        state: before.state,
                      },
                    }
                  : {}),
              },
            ]
          : [];
      });
      const changed = await updatePeriods(tx, evaluations, this.options);
      const recent = await this.readRecent(tx, evaluations);
      const states = evaluations.map(evaluation => ({
        ...evaluation,
        evaluatedWith: keyText(evaluation.key),
        state: this.evaluateState(
          definitions,
          evaluation,
          recent.get(evaluation.series.id) ?? [],
        ),
      }));
      await current.write(tx, states);
      await rollups.mark(
        tx,
        states.flatMap(one => this.marks(one, one.state, changed)),
      );
      await nodes.mark(
        tx,
        states.flatMap(({ series: one, before, state }) =>
          before?.state.score === state.score ? [] : [one.entityRef],
        ),
      );
      await measurements.noteEvaluated(tx, ids);
      return states.map(one => ({ ...one.series, state: one.state }));
    });
  }

  private evaluateState(
    definitions: Definitions,
    { series, kpi }: Evaluation,
    values: StoredValue[],
  ): CurrentState {
    const { period } = kpi.spec;
    const current = this.currentPeriod(kpi);
    const running = addPeriods(current, period, 1);
    const byPeriod = new Map(values.map(v => [v.period, v]));
    const provisional = byPeriod.get(running);
    return {
      ...evaluateSeries(
        values,
        current,
        isStale(kpi, series, this.options.config),
        this.judgement(definitions, kpi, series.entityRef),
      ),
      spark: sparkPeriods(current, period).map(
        start => byPeriod.get(start)?.value ?? null,
      ),
      ...(provisional
        ? {
            provisional: {
              period: running,
              value: provisional.value,
              weight: provisional.weight,
            },
          }
        : {}),
    };
  }

  /**
   * The values from which state, sparkline and last known value come: those of the
   * sparkline's periods up to the running one, or from the last measurement where
   * that is older.
   */
  private async readRecent(
    tx: Knex.Transaction,
    evaluations: Evaluation[],
  ): Promise<Map<number, StoredValue[]>> {
    return this.options.periods.readRanges(
      evaluations.map(({ series, kpi }) => {
        const { period } = kpi.spec;
        const current = this.currentPeriod(kpi);
        const first = addPeriods(current, period, 1 - SPARK_PERIODS);
        const last = series.lastPeriod && periodOf(series.lastPeriod, period);
        return {
          seriesId: series.id,
          from: toEpochDay(last && last < first ? last : first),
          to: toEpochDay(addPeriods(current, period, 1)),
        };
      }),
      tx,
    );
  }

  /** What of the scopes above has to be rolled up anew. */
  private marks(
    { series, kpi, key, before }: Evaluation,
    state: CurrentState,
    changed: ChangedPeriods,
  ): RollupMark[] {
    const { memberships, config } = this.options;
    const { entityRef, kpi: name } = series;
    const { period } = kpi.spec;
    if (before?.key.rollup !== key.rollup) {
      // It is new, counts otherwise, or is another part of a sum of targets: at all
      // times
      return memberships.history
        .scopesOf(entityRef)
        .map(scope => ({ scope, kpi: name, period: null }));
    }
    const periods = new Set(changed.get(series.id));
    if (differs(before.state, state)) {
      periods.add(key.current);
      periods.add(runningPeriod(config.now(), period, config.timeZone));
      // It may have left a scope whose state still counts it
      periods.add(before.key.current);
    }
    const today = memberships.today();
    return [...periods].flatMap(start =>
      memberships.history
        .scopesOn(entityRef, membershipDay(start, period, today))
        .map(scope => ({ scope, kpi: name, period: start })),
    );
  }
}

/** Whether the KPI is stored in another grain now: what there was is no state. */
function isOtherGrain(definitions: Definitions, series: SeriesRecord): boolean {
  const kpi = definitions.kpis.get(series.kpi);
  return kpi !== undefined && kpi.spec.grain !== series.grain;
}

/** There are as many as kinds of periods, until a day turns. */
const knownSparkPeriods = new Map<string, string[]>();

/** The first days of the periods of a sparkline, oldest first. */
export function sparkPeriods(current: string, period: PeriodType): string[] {
  const known = knownSparkPeriods.get(period);
  if (known?.[SPARK_PERIODS - 1] === current) {
    return known;
  }
  const periods = Array.from({ length: SPARK_PERIODS }, (_, i) =>
    addPeriods(current, period, i - SPARK_PERIODS + 1),
  );
  knownSparkPeriods.set(period, periods);
  return periods;
}

/** Whether a member counts otherwise among those of its scopes. */
function differs(a: CurrentState, b: CurrentState): boolean {
  return a.status !== b.status || a.period !== b.period || a.value !== b.value;
}

import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Judgement,
  KpiEntity,
  SignalSettings,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { ALL } from '../definitions/Scope';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { Memberships } from '../memberships/Memberships';
import { apart } from '../setAside/apart';
import { SetAsideTelemetry } from '../setAside/SetAsideTelemetry';
import { inChunks } from '../store/chunks';
import {
  CurrentState,
  CurrentStore,
  StoredSeries,
} from '../store/CurrentStore';
import { FormulaStore } from '../store/FormulaStore';
import { InsightStore } from '../store/InsightStore';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { NodeStore } from '../store/NodeStore';
import { PeriodStore } from '../store/PeriodStore';
import { ProgressStore } from '../store/ProgressStore';
import { RollupStore } from '../store/RollupStore';
import { SetAsideStore } from '../store/SetAsideStore';
import { SeriesSetAside } from './SeriesSetAside';
import { Evaluated, Evaluation } from './Evaluation';
import {
  EvaluationKeys,
  EvaluationKey,
  keyText,
  parseKey,
} from './EvaluationKeys';
import { evaluateStates } from './evaluateStates';
import { FormulaSeries } from './FormulaSeries';
import { noteInsights } from './insightEvents';
import { isMeasured, OperandSeries } from './OperandSeries';
import { markOutdatedScopes } from './markOutdatedScopes';
import { rollupMarks } from './rollupMarks';
import { StoredArithmetic } from './StoredArithmetic';
import { NOTHING_CHANGED, updatePeriods } from './updatePeriods';

/** Bounds the measurements that are in memory at once. */
const SERIES_AT_ONCE = 200;

/** Series that are looked through in one query. */
const SERIES_PER_LOOK = 2_000;

/** The evaluated state of a series, and whose it is. */
export type CurrentSeries = SeriesRecord & { state: CurrentState };

/** The same with what moved in it, as somebody sees it who may not read everything. */
export type SeenSeries = CurrentSeries & Pick<Evaluated, 'moved'>;

/**
 * Evaluates series: once for each write, change of definition and turn of the
 * period; in between the stored states answer. Notes what of the scopes above is
 * to be rolled up again. Formulas come after what they are computed from.
 *
 * A series that cannot be evaluated is set aside, with its reason, until it is written
 * to or evaluated with something else; it keeps no other one from being evaluated.
 */
export class Evaluator {
  readonly keys: EvaluationKeys;
  private readonly formulaSeries: FormulaSeries;
  private readonly seriesSetAside: SeriesSetAside;

  constructor(
    private readonly options: {
      knex: Knex;
      measurements: MeasurementStore;
      periods: PeriodStore;
      current: CurrentStore;
      rollups: RollupStore;
      nodes: NodeStore;
      insights: InsightStore;
      formulas: FormulaStore;
      progress: ProgressStore;
      setAside: SetAsideStore;
      telemetry: SetAsideTelemetry;
      memberships: Memberships;
      arithmetic: StoredArithmetic;
      config: KpiTreeConfig;
      logger: LoggerService;
    },
  ) {
    const { config, arithmetic } = options;
    this.keys = new EvaluationKeys(config, arithmetic.version);
    this.formulaSeries = new FormulaSeries({
      measurements: options.measurements,
      store: options.formulas,
    });
    this.seriesSetAside = new SeriesSetAside({
      ...options,
      store: options.setAside,
      formulaSeries: this.formulaSeries,
    });
  }

  /**
   * The states of the series of an entity, by KPI. Those that were written since,
   * or evaluated with other definitions or periods, are evaluated now.
   *
   * @param only - the only KPI, with what it is computed from; all if not given
   * @returns one for each series of a valid KPI, in the KPI's grain, that is not set
   * aside
   */
  async current(
    definitions: Definitions,
    entityRef: string,
    only?: string,
  ): Promise<Map<string, CurrentSeries>> {
    const { whole, kpis } = definitions;
    const all = await this.evaluated(whole, entityRef, only);
    if (definitions === whole) {
      return all;
    }
    const seen = new Map([...all].filter(([kpi]) => kpis.has(kpi)));
    for (const series of await this.judgedOtherwise(
      definitions,
      [...seen.keys()],
      [entityRef],
    )) {
      seen.set(series.kpi, series);
    }
    return seen;
  }

  /**
   * How series stand for somebody who may not read all definitions, where they are
   * judged by other targets for her. Nothing of it is stored.
   */
  async judgedOtherwise(
    definitions: Definitions,
    kpis: string[],
    entityRefs: string[],
  ): Promise<SeenSeries[]> {
    const { differences } = definitions;
    const seen: SeenSeries[] = [];
    const refs = new Set(
      entityRefs.filter(ref => differences?.judgedOf(ref).size),
    );
    for (const part of inChunks([...refs], SERIES_AT_ONCE)) {
      const series = await this.options.measurements.findSeries({
        entityRefs: part,
        kpis: [...new Set(kpis)],
      });
      const { knex } = this.options;
      const evaluations = await this.prepare(
        knex,
        definitions,
        series.filter(({ entityRef, kpi }) =>
          differences!.judgedOf(entityRef).has(kpi),
        ),
      );
      const evaluated = await evaluateStates(knex, definitions, evaluations, {
        ...this.options,
        keys: this.keys,
      });
      seen.push(
        ...evaluations.map(({ series: one }) => ({
          ...one,
          ...evaluated.get(one.id)!,
        })),
      );
    }
    return seen;
  }

  /** As {@link Evaluator.current}, by all there is. */
  private async evaluated(
    definitions: Definitions,
    entityRef: string,
    only?: string,
  ): Promise<Map<string, CurrentSeries>> {
    const { formulas } = definitions;
    const names =
      only === undefined ? undefined : [only, ...formulas.measured(only)];
    const read = () => this.options.current.readEntity(entityRef, names);
    let all = await read();
    const found = new Map<string, CurrentSeries>();
    const take = async (isWanted: (series: StoredSeries) => boolean) => {
      const operands = new OperandSeries(definitions, all);
      const outdated: StoredSeries[] = [];
      for (const one of all.filter(isWanted)) {
        const { state, evaluatedWith: _, triedWith: __, ...series } = one;
        const key = this.keyOf(definitions, series, operands);
        if (key && isOutdated(one, key)) {
          outdated.push(one);
        } else if (key && state) {
          found.set(series.kpi, { ...series, state });
        }
      }
      for (const series of await this.evaluate(definitions, outdated)) {
        found.set(series.kpi, series);
      }
      return outdated.length > 0;
    };
    const isFormula = ({ kpi }: StoredSeries) =>
      formulas.get(kpi) !== undefined;
    const isOther = await take(series => !isFormula(series));
    if (formulas.names.length) {
      // There may be more of them now
      all = isOther ? await read() : all;
      await take(isFormula);
    }
    return found;
  }

  /**
   * Evaluates every series that has to be: those that were written, and all where
   * the definitions or the day are others than the last time.
   */
  async refresh(definitions: Definitions, signal?: AbortSignal): Promise<void> {
    const { knex, nodes, progress } = this.options;
    const { formulas } = definitions;
    const fingerprint = this.keys.ofAll(definitions);
    const changedOnly = (await progress.get('evaluate')) === fingerprint;
    await this.refreshSeries(
      definitions,
      { changedOnly, isWanted: ({ kpi }) => !formulas.get(kpi) },
      signal,
    );
    if (formulas.names.length) {
      await this.refreshSeries(
        definitions,
        { changedOnly, isWanted: () => true, kpis: formulas.names },
        signal,
      );
    }
    if (!changedOnly) {
      await markOutdatedScopes(definitions, this.options, this.keys);
      // Trees may weigh otherwise now
      await nodes.mark(knex, definitions.members(ALL));
      await progress.set('evaluate', fingerprint);
    }
  }

  private async refreshSeries(
    definitions: Definitions,
    {
      changedOnly,
      isWanted,
      kpis,
    }: {
      changedOnly: boolean;
      isWanted: (series: SeriesRecord) => boolean;
      kpis?: string[];
    },
    signal?: AbortSignal,
  ): Promise<void> {
    const { current } = this.options;
    let last = -1;
    for (;;) {
      signal?.throwIfAborted();
      const part = await current.readAfter(
        last,
        SERIES_PER_LOOK,
        changedOnly,
        kpis,
      );
      if (!part.length) {
        break;
      }
      last = part[part.length - 1].id;
      const series = part.filter(isWanted);
      const operands = await this.readOperands(definitions, series);
      const outdated: StoredSeries[] = [];
      const dead: StoredSeries[] = [];
      for (const one of series) {
        const key = this.keyOf(definitions, one, operands);
        if (key && isOutdated(one, key)) {
          outdated.push(one);
        } else if (
          !key &&
          (one.state || one.triedWith !== undefined) &&
          definitions.kpis.has(one.kpi)
        ) {
          dead.push(one);
        }
      }
      await this.bury(definitions, dead);
      for (const together of inChunks(outdated, SERIES_AT_ONCE)) {
        signal?.throwIfAborted();
        await this.evaluate(definitions, together);
      }
    }
  }

  /**
   * Takes away what was evaluated of series in another grain than their KPI has now,
   * and of formulas that are none any more; and that they were set aside.
   */
  private async bury(
    definitions: Definitions,
    dead: SeriesRecord[],
  ): Promise<void> {
    const { arithmetic, knex, current, formulas, rollups } = this.options;
    const { setAside, memberships, insights } = this.options;
    const isOtherGrain = ({ kpi, grain }: SeriesRecord) =>
      definitions.kpi(kpi).spec.grain !== grain;
    const ids = dead.map(({ id }) => id);
    await insights.deleteSeries(knex, ids);
    await setAside.removeSeries(knex, ids);
    const others = dead.filter(series => !isOtherGrain(series));
    if (dead.length) {
      await arithmetic.transaction(async tx => {
        await current.delete(
          dead.filter(isOtherGrain).map(({ id }) => id),
          tx,
        );
        await formulas.bury(
          tx,
          others.map(({ id }) => id),
        );
        await rollups.mark(
          tx,
          dead.flatMap(({ entityRef, kpi }) =>
            memberships.membersByDay
              .scopesOf(entityRef)
              .map(scope => ({ scope, kpi, period: null })),
          ),
        );
      });
    }
  }

  /** The first day of the current period of a KPI. */
  currentPeriod(kpi: KpiEntity): string {
    return this.keys.currentPeriod(kpi.spec.period);
  }

  /** How a KPI of an entity or scope is judged. */
  judgement(
    definitions: Definitions,
    kpi: KpiEntity,
    scope: string,
  ): Judgement {
    return this.keys.judgement(definitions, kpi, scope);
  }

  /** How the trend of a KPI of an entity or scope is found. */
  signalSettings(
    definitions: Definitions,
    kpi: KpiEntity,
    scope: string,
  ): SignalSettings {
    return this.keys.signalSettings(definitions, kpi, scope);
  }

  /**
   * Nothing for a series of no valid KPI, in another grain than the KPI's, or of a
   * formula that lacks an operand.
   */
  private keyOf(
    definitions: Definitions,
    series: SeriesRecord,
    operands: OperandSeries,
  ): EvaluationKey | undefined {
    const kpi = definitions.kpis.get(series.kpi);
    const measured = kpi && measuredBy(definitions, series, operands);
    return measured
      ? this.keys.of(definitions, kpi, series, measured)
      : undefined;
  }

  /** The series that those of formulas among some are computed from. */
  private async readOperands(
    definitions: Definitions,
    series: SeriesRecord[],
    tx?: Knex,
  ): Promise<OperandSeries> {
    const { formulas } = definitions;
    const computed = series.filter(({ kpi }) => formulas.get(kpi));
    const found = computed.length
      ? await this.options.measurements.findSeries(
          {
            entityRefs: [...new Set(computed.map(one => one.entityRef))],
            kpis: [
              ...new Set(computed.flatMap(one => formulas.measured(one.kpi))),
            ],
          },
          tx,
        )
      : [];
    return new OperandSeries(definitions, found);
  }

  /** Evaluates series, and sets those aside that cannot be. */
  private async evaluate(
    definitions: Definitions,
    series: Pick<StoredSeries, 'id' | 'triedWith'>[],
  ): Promise<CurrentSeries[]> {
    const setAside = (id: number, error: Error) =>
      this.seriesSetAside.setAside(
        definitions,
        id,
        async (one, tx) =>
          this.keyOf(
            definitions,
            one,
            await this.readOperands(definitions, [one], tx),
          ),
        error,
      );
    const evaluate = (ids: number[]) =>
      apart(ids, part => this.evaluateTogether(definitions, part), setAside);
    const isSetAside = ({ triedWith }: Pick<StoredSeries, 'triedWith'>) =>
      triedWith !== undefined;
    const found = await evaluate(
      series.filter(one => !isSetAside(one)).map(({ id }) => id),
    );
    // What could not be evaluated before will probably not be now either
    for (const { id } of series.filter(isSetAside)) {
      found.push(...(await evaluate([id])));
    }
    return found;
  }

  /** Evaluates series, all or none, while nobody writes to them. */
  private async evaluateTogether(
    definitions: Definitions,
    ids: number[],
  ): Promise<CurrentSeries[]> {
    const { arithmetic, measurements, current, rollups, nodes } = this.options;
    const { insights, setAside, memberships, config } = this.options;
    return await arithmetic.transaction(async tx => {
      const series = await measurements.lockSeries(tx, ids);
      // Once nobody takes them over any more
      const membersByDay = await memberships.load(tx);
      const evaluations = await this.prepare(tx, definitions, series);
      const changed = await updatePeriods(
        tx,
        evaluations,
        definitions,
        this.options,
      );
      const evaluated = await evaluateStates(tx, definitions, evaluations, {
        ...this.options,
        keys: this.keys,
      });
      const states = evaluations.map(evaluation => ({
        ...evaluation,
        evaluatedWith: keyText(evaluation.key),
        changed: changed.get(evaluation.series.id) ?? NOTHING_CHANGED,
        ...evaluated.get(evaluation.series.id)!,
      }));
      await current.write(tx, states);
      const options = { membersByDay, today: memberships.today(), config };
      await rollups.mark(
        tx,
        states.flatMap(one => rollupMarks(definitions, one, options)),
      );
      await nodes.mark(
        tx,
        states.flatMap(({ series: one, before, state }) =>
          before?.state.score === state.score ? [] : [one.entityRef],
        ),
      );
      await noteInsights(tx, insights, states);
      await measurements.noteEvaluated(tx, ids);
      await setAside.removeSeries(tx, ids);
      await this.formulaSeries.note(tx, definitions, states);
      return states.map(one => ({ ...one.series, state: one.state }));
    });
  }

  /** What there is to know of series before they are evaluated. */
  private async prepare(
    tx: Knex,
    definitions: Definitions,
    series: SeriesRecord[],
  ): Promise<Evaluation[]> {
    const stored = await this.options.current.read(
      tx,
      series.map(({ id }) => id),
    );
    const operands = await this.readOperands(definitions, series, tx);
    return series.flatMap((one): Evaluation[] => {
      const key = this.keyOf(definitions, one, operands);
      if (!key) {
        return [];
      }
      const before = stored.get(one.id);
      const isFormula = definitions.formulas.get(one.kpi) !== undefined;
      return [
        {
          series: one,
          kpi: definitions.kpi(one.kpi),
          key,
          ...(isFormula
            ? { operands: measuredBy(definitions, one, operands) }
            : {}),
          ...(before
            ? {
                before: {
                  key: parseKey(before.evaluatedWith),
                  state: before.state,
                },
              }
            : {}),
        },
      ];
    });
  }
}

/**
 * Whether a series was written to, or is neither evaluated nor known to be impossible to
 * evaluate with what it is to be evaluated with.
 */
function isOutdated(
  { changed, evaluatedWith, triedWith }: StoredSeries,
  key: EvaluationKey,
): boolean {
  return changed !== null || (triedWith ?? evaluatedWith) !== keyText(key);
}

/**
 * The series by which one is measured: itself, or those of the operands of a
 * formula. Nothing if it is of another grain than its KPI, or lacks an operand.
 */
function measuredBy(
  definitions: Definitions,
  series: SeriesRecord,
  operands: OperandSeries,
): SeriesRecord[] | undefined {
  const { kpis, formulas } = definitions;
  if (!formulas.get(series.kpi)) {
    return isMeasured(definitions, series) ? [series] : undefined;
  }
  return kpis.get(series.kpi)?.spec.grain === series.grain
    ? operands.of(series.entityRef, series.kpi)
    : undefined;
}

import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { ALL } from '../definitions/Scope';
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
import { ClassStore } from '../store/ClassStore';
import { PeriodStore } from '../store/PeriodStore';
import { ProgressStore } from '../store/ProgressStore';
import { RollupStore } from '../store/RollupStore';
import { SetAsideStore } from '../store/SetAsideStore';
import { VerdictStore } from '../store/VerdictStore';
import { DefinitionKeys } from './DefinitionKeys';
import { evaluateStates } from './evaluateStates';
import { Evaluated, Evaluation } from './Evaluation';
import { EvaluationKey, keyText, parseKey } from './EvaluationKey';
import { FormulaSeries } from './FormulaSeries';
import { noteInsights, noteVerdicts } from './insightEvents';
import { markOutdatedScopes } from './markOutdatedScopes';
import { isMeasured, OperandSeries } from './OperandSeries';
import { rollupMarks } from './rollupMarks';
import { SeriesSetAside } from './SeriesSetAside';
import { StoredArithmetic } from './StoredArithmetic';
import { NOTHING_CHANGED, updatePeriods } from './updatePeriods';

/** What evaluates series. */
export type EvaluatorOptions = {
  knex: Knex;
  measurements: MeasurementStore;
  periods: PeriodStore;
  classes: ClassStore;
  current: CurrentStore;
  rollups: RollupStore;
  nodes: NodeStore;
  insights: InsightStore;
  /** Given where verdicts are told. */
  verdicts?: VerdictStore;
  formulas: FormulaStore;
  progress: ProgressStore;
  setAside: SetAsideStore;
  telemetry: SetAsideTelemetry;
  memberships: Memberships;
  arithmetic: StoredArithmetic;
  config: KpiTreeConfig;
  logger: LoggerService;
};

/** Bounds the measurements that are in memory at once. */
const SERIES_AT_ONCE = 200;

/** Series that are looked through in one query. */
const SERIES_PER_LOOK = 2_000;

/** The evaluated state of a series, and whose it is. */
export type CurrentSeries = SeriesRecord & { state: CurrentState };

/** The same with what moved in it, as somebody sees it who may not read everything. */
export type SeenSeries = CurrentSeries & Pick<Evaluated, 'moved'>;

/** Evaluates series by some definitions; see {@link Evaluator}. */
export class SeriesEvaluation {
  constructor(
    private readonly parts: EvaluatorOptions & {
      /** With what they are evaluated by these definitions. */
      keys: DefinitionKeys;
      formulaSeries: FormulaSeries;
      seriesSetAside: SeriesSetAside;
    },
  ) {}

  /**
   * How series stand for somebody who may not read all definitions, where they are
   * judged by other targets for her. Nothing of it is stored.
   */
  async judgedOtherwise(
    kpis: string[],
    entityRefs: string[],
  ): Promise<SeenSeries[]> {
    const { knex, keys, measurements } = this.parts;
    const { differences } = keys.definitions;
    const seen: SeenSeries[] = [];
    const refs = new Set(
      entityRefs.filter(ref => differences?.judgedOf(ref).size),
    );
    for (const part of inChunks([...refs], SERIES_AT_ONCE)) {
      const series = await measurements.findSeries({
        entityRefs: part,
        kpis: [...new Set(kpis)],
      });
      const evaluations = await this.prepare(
        knex,
        series.filter(({ entityRef, kpi }) =>
          differences!.judgedOf(entityRef).has(kpi),
        ),
      );
      const evaluated = await evaluateStates(
        knex,
        keys,
        evaluations,
        this.parts,
      );
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
  async evaluated(
    entityRef: string,
    only?: string,
  ): Promise<Map<string, CurrentSeries>> {
    const { definitions } = this.parts.keys;
    const { formulas } = definitions;
    const names =
      only === undefined ? undefined : [only, ...formulas.measured(only)];
    const read = () => this.parts.current.readEntity(entityRef, names);
    let all = await read();
    const found = new Map<string, CurrentSeries>();
    const take = async (isWanted: (series: StoredSeries) => boolean) => {
      const operands = new OperandSeries(definitions, all);
      const outdated: StoredSeries[] = [];
      for (const one of all.filter(isWanted)) {
        const { state, evaluatedWith: _, triedWith: __, ...series } = one;
        const key = this.keyOf(series, operands);
        if (key && isOutdated(one, key)) {
          outdated.push(one);
        } else if (key && state) {
          found.set(series.kpi, { ...series, state });
        }
      }
      for (const series of await this.evaluate(outdated)) {
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
  async refresh(signal?: AbortSignal): Promise<void> {
    const { knex, nodes, progress, keys } = this.parts;
    const { definitions } = keys;
    const { formulas } = definitions;
    const fingerprint = keys.ofAll();
    const changedOnly = (await progress.get('evaluate')) === fingerprint;
    await this.refreshSeries(
      { changedOnly, isWanted: ({ kpi }) => !formulas.get(kpi) },
      signal,
    );
    if (formulas.names.length) {
      await this.refreshSeries(
        { changedOnly, isWanted: () => true, kpis: formulas.names },
        signal,
      );
    }
    if (!changedOnly) {
      await markOutdatedScopes(keys, this.parts);
      // Trees may weigh otherwise now
      await nodes.mark(knex, definitions.members(ALL));
      await progress.set('evaluate', fingerprint);
    }
  }

  private async refreshSeries(
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
    const { current, keys } = this.parts;
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
      const operands = await this.readOperands(series);
      const outdated: StoredSeries[] = [];
      const dead: StoredSeries[] = [];
      for (const one of series) {
        const key = this.keyOf(one, operands);
        if (key && isOutdated(one, key)) {
          outdated.push(one);
        } else if (
          !key &&
          (one.state || one.triedWith !== undefined) &&
          keys.definitions.kpis.has(one.kpi)
        ) {
          dead.push(one);
        }
      }
      await this.bury(dead);
      for (const together of inChunks(outdated, SERIES_AT_ONCE)) {
        signal?.throwIfAborted();
        await this.evaluate(together);
      }
    }
  }

  /**
   * Takes away what was evaluated of series in another grain than their KPI has now,
   * and of formulas that are none any more; and that they were set aside.
   */
  private async bury(dead: SeriesRecord[]): Promise<void> {
    const { definitions } = this.parts.keys;
    const { arithmetic, knex, current, formulas, rollups } = this.parts;
    const { setAside, memberships, insights } = this.parts;
    const isOtherGrain = ({ kpi, grain }: SeriesRecord) =>
      definitions.kpi(kpi).spec.grain !== grain;
    const ids = dead.map(({ id }) => id);
    await insights.deleteSeries(knex, ids);
    await this.parts.verdicts?.deleteSeries(knex, ids);
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
              .map(scope => ({ scope, kpi, start: null })),
          ),
        );
      });
    }
  }

  /**
   * Nothing for a series of no valid KPI, in another grain than the KPI's, or of a
   * formula that lacks an operand.
   */
  private keyOf(
    series: SeriesRecord,
    operands: OperandSeries,
  ): EvaluationKey | undefined {
    const { keys } = this.parts;
    const { definitions } = keys;
    const kpi = definitions.kpis.get(series.kpi);
    const measured = kpi && measuredBy(definitions, series, operands);
    return measured ? keys.of(kpi, series, measured) : undefined;
  }

  /** The series that those of formulas among some are computed from. */
  private async readOperands(
    series: SeriesRecord[],
    tx?: Knex,
  ): Promise<OperandSeries> {
    const { definitions } = this.parts.keys;
    const { formulas } = definitions;
    const computed = series.filter(({ kpi }) => formulas.get(kpi));
    const found = computed.length
      ? await this.parts.measurements.findSeries(
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
    series: Pick<StoredSeries, 'id' | 'triedWith'>[],
  ): Promise<CurrentSeries[]> {
    const setAside = (id: number, error: Error) =>
      this.parts.seriesSetAside.setAside(
        this.parts.keys.definitions,
        id,
        async (one, tx) => this.keyOf(one, await this.readOperands([one], tx)),
        error,
      );
    const evaluate = (ids: number[]) =>
      apart(ids, part => this.evaluateTogether(part), setAside);
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
  private async evaluateTogether(ids: number[]): Promise<CurrentSeries[]> {
    const { arithmetic, measurements, current, rollups, nodes } = this.parts;
    const { insights, setAside, memberships, config, keys } = this.parts;
    const { verdicts } = this.parts;
    const { definitions } = keys;
    return await arithmetic.transaction(async tx => {
      const series = await measurements.lockSeries(tx, ids);
      // Once nobody takes them over any more
      const membersByDay = await memberships.load(tx);
      const evaluations = await this.prepare(tx, series);
      const changed = await updatePeriods(
        tx,
        evaluations,
        definitions,
        this.parts,
      );
      const evaluated = await evaluateStates(tx, keys, evaluations, this.parts);
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
      if (verdicts) {
        await noteVerdicts(tx, verdicts, states, memberships.today());
      }
      await measurements.noteEvaluated(tx, ids);
      await setAside.removeSeries(tx, ids);
      await this.parts.formulaSeries.note(tx, definitions, states);
      return states.map(one => ({ ...one.series, state: one.state }));
    });
  }

  /** What there is to know of series before they are evaluated. */
  private async prepare(
    tx: Knex,
    series: SeriesRecord[],
  ): Promise<Evaluation[]> {
    const { definitions } = this.parts.keys;
    const stored = await this.parts.current.read(
      tx,
      series.map(({ id }) => id),
    );
    const operands = await this.readOperands(series, tx);
    return series.flatMap((one): Evaluation[] => {
      const key = this.keyOf(one, operands);
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

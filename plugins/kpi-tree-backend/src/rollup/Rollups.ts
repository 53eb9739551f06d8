import { LoggerService } from '@backstage/backend-plugin-api';
import {
  InsightEvent,
  KpiEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { ALL } from '../definitions/Scope';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { assessedRange } from '../evaluation/assessment';
import { Evaluator } from '../evaluation/Evaluator';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { apart, isOfData } from '../setAside/apart';
import { SetAsideTelemetry } from '../setAside/SetAsideTelemetry';
import { CurrentStore, MemberStatus } from '../store/CurrentStore';
import { MeasurementStore } from '../store/MeasurementStore';
import { lock, ofOneMoment } from '../store/database';
import { InsightStore, ROLLED_UP } from '../store/InsightStore';
import { PeriodStore } from '../store/PeriodStore';
import {
  RollupMark,
  RollupStore,
  ScopeState,
  ScopeValue,
} from '../store/RollupStore';
import { SetAsideStore } from '../store/SetAsideStore';
import { Memberships } from '../memberships/Memberships';
import { FormulaCalculation } from './FormulaCalculation';
import { MeasuredPeriods, PeriodRange } from './MeasuredPeriods';
import { CalculationOptions, ScopeCalculation } from './ScopeCalculation';
import { scopeEvents } from './scopeEvents';
import { scopeState } from './scopeState';

/** How a scope stands with a KPI, if there is anything to know of it, and what moved. */
export type CalculatedScope = {
  state?: ScopeState;
  events: InsightEvent[];
  /** Why there is no state. */
  failure?: string;
};

/**
 * Rolls the values of members up into those of their scopes: what was marked since
 * the last time, and nothing else. What cannot be rolled up is set aside, with its
 * reason, until its members or its definition change; it keeps nothing else from it.
 */
export class Rollups {
  private readonly measured: MeasuredPeriods;

  constructor(
    private readonly options: {
      knex: Knex;
      evaluator: Evaluator;
      measurements: MeasurementStore;
      periods: PeriodStore;
      current: CurrentStore;
      rollups: RollupStore;
      insights: InsightStore;
      setAside: SetAsideStore;
      telemetry: SetAsideTelemetry;
      memberships: Memberships;
      arithmetic: StoredArithmetic;
      config: KpiTreeConfig;
      logger: LoggerService;
    },
  ) {
    this.measured = new MeasuredPeriods(options.periods);
  }

  /** Rolls everything up that is marked, of KPIs that are valid. */
  async refresh(definitions: Definitions, signal?: AbortSignal): Promise<void> {
    for (const name of await this.options.rollups.markedKpis()) {
      const kpi = definitions.kpis.get(name);
      if (kpi) {
        signal?.throwIfAborted();
        await this.refreshKpi(definitions, kpi);
      }
    }
  }

  /**
   * How a scope stands by those of its members that may be seen and what moved, or why
   * it cannot be calculated. Nothing of it is stored.
   *
   * @param visible - who may be seen; all if not given
   */
  async calculate(
    definitions: Definitions,
    scope: string,
    kpi: KpiEntity,
    visible?: ReadonlySet<string>,
  ): Promise<CalculatedScope> {
    const { knex, evaluator } = this.options;
    try {
      const otherwise = await this.judgedOtherwise(definitions, kpi);
      return await ofOneMoment(knex, async tx => {
        const calculation = this.calculation(tx, definitions, kpi, {
          visible,
          otherwise,
        });
        const range = this.window(definitions, kpi);
        const values = await this.values(tx, definitions, kpi, {
          calculation,
          scope,
          range,
        });
        const members = await calculation.members([scope]);
        const operands = await calculation.operands([scope]);
        const ofKpi = { definitions, evaluator, scope, kpi };
        const state = scopeState(
          ofKpi,
          values,
          members.get(scope)!,
          operands.get(scope),
        );
        return { state, events: scopeEvents(ofKpi, values, state) };
      });
    } catch (error) {
      if (!isOfData(error)) {
        throw error;
      }
      return { events: [], failure: error.message };
    }
  }

  /**
   * The values of a scope by those of its members that may be seen.
   *
   * @throws `InputError` if one is beyond what a number holds
   */
  async history(
    definitions: Definitions,
    scope: string,
    kpi: KpiEntity,
    range: PeriodRange,
    visible?: ReadonlySet<string>,
  ): Promise<ScopeValue[]> {
    return ofOneMoment(this.options.knex, async tx => {
      const calculation = this.calculation(tx, definitions, kpi, { visible });
      return this.values(tx, definitions, kpi, {
        calculation,
        scope,
        range,
      });
    });
  }

  /**
   * How those stand with a KPI that are judged by other targets for somebody who may not
   * read all definitions, by reference.
   */
  private async judgedOtherwise(
    definitions: Definitions,
    kpi: KpiEntity,
  ): Promise<Map<string, MemberStatus>> {
    const { name } = kpi.metadata;
    const series = await this.options.evaluator.judgedOtherwise(
      definitions,
      [name],
      definitions.differences?.entitiesJudged(name) ?? [],
    );
    return new Map(
      series.map(({ entityRef, state, updatedAt }) => [
        entityRef,
        { value: state.value, status: state.status, updatedAt },
      ]),
    );
  }

  private async values(
    tx: Knex,
    definitions: Definitions,
    kpi: KpiEntity,
    {
      calculation,
      scope,
      range,
    }: {
      calculation: ScopeCalculation | FormulaCalculation;
      scope: string;
      range: PeriodRange;
    },
  ): Promise<ScopeValue[]> {
    const found: ScopeValue[] = [];
    const periods = await this.measured.of(tx, definitions, kpi, range);
    const wanted = new Map(periods.map(period => [period, new Set([scope])]));
    for await (const cells of calculation.cells(wanted)) {
      found.push(...cells.flatMap(cell => cell.value ?? []));
    }
    return found;
  }

  private async refreshKpi(
    definitions: Definitions,
    kpi: KpiEntity,
  ): Promise<void> {
    const { rollups, setAside } = this.options;
    const { name } = kpi.metadata;
    const marked = await rollups.markedScopes(name);
    const known = await setAside.scopesOf(name);
    const rollUp = (scopes: string[]) =>
      apart(
        scopes,
        async part => {
          await this.rollUp(definitions, kpi, part, known);
          return [];
        },
        (scope, error) =>
          this.setAside(definitions, kpi, scope, known.has(scope), error),
      );
    await rollUp(marked.filter(scope => !known.has(scope)));
    // What could not be rolled up before will probably not be now either
    for (const scope of marked.filter(each => known.has(each))) {
      await rollUp([scope]);
    }
  }

  /**
   * Rolls up what is marked of some scopes, all or none.
   *
   * @param known - the scopes that are set aside: nothing of them is there any more
   */
  private async rollUp(
    definitions: Definitions,
    kpi: KpiEntity,
    of: string[],
    known: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { arithmetic, rollups, setAside } = this.options;
    const { name } = kpi.metadata;
    await arithmetic.transaction(async tx => {
      // So that of two calculations the later one counts
      await lock(tx, `rollup ${name}`);
      const taken = await rollups.takeMarks(tx, name, of);
      if (!taken.length) {
        return;
      }
      const marks = taken.map(mark =>
        known.has(mark.scope) ? { ...mark, period: null } : mark,
      );
      await this.options.memberships.load(tx);
      const calculation = this.calculation(tx, definitions, kpi);
      const wanted = await this.wanted(tx, definitions, kpi, marks);
      for await (const cells of calculation.cells(wanted)) {
        await rollups.writeValues(tx, name, cells);
      }
      const scopes = [...new Set(marks.map(mark => mark.scope))];
      await this.writeStates(tx, definitions, kpi, calculation, scopes);
      await setAside.removeScopes(
        tx,
        name,
        scopes.filter(scope => known.has(scope)),
      );
    });
  }

  /** Nothing is shown of it as it was before; its past stays where it is known. */
  private async setAside(
    definitions: Definitions,
    kpi: KpiEntity,
    scope: string,
    wasSetAside: boolean,
    error: Error,
  ): Promise<void> {
    const { arithmetic, rollups, insights, evaluator } = this.options;
    const { setAside, telemetry, config, logger } = this.options;
    const { name } = kpi.metadata;
    await arithmetic.transaction(async tx => {
      await lock(tx, `rollup ${name}`);
      const marks = await rollups.takeMarks(tx, name, [scope]);
      const periods = marks.flatMap(({ period }) => period ?? []);
      const isWhole = wasSetAside || periods.length < marks.length;
      await rollups.forget(tx, scope, name, isWhole ? undefined : periods);
      await insights.writeScopes(tx, name, [{ scope, events: [] }]);
      const isNew = await setAside.add(tx, {
        seriesId: ROLLED_UP,
        subject: scope,
        kpi: name,
        reason: error.message,
        since: config.now().toISOString(),
        triedWith: evaluator.keys.ofScope(definitions, kpi, scope),
      });
      if (isNew) {
        telemetry.setAside('scope');
        logger.warn(
          `${name} of ${scope} cannot be rolled up and is set aside: ${error.message}`,
        );
      }
    });
  }

  private async writeStates(
    tx: Knex.Transaction,
    definitions: Definitions,
    kpi: KpiEntity,
    calculation: ScopeCalculation | FormulaCalculation,
    scopes: string[],
  ): Promise<void> {
    const { rollups, evaluator, insights } = this.options;
    const { name } = kpi.metadata;
    // Before anything is read: where the period turns meanwhile, it is evaluated again
    const keys = new Map(
      scopes.map(scope => [
        scope,
        evaluator.keys.ofScope(definitions, kpi, scope),
      ]),
    );
    const window = this.window(definitions, kpi);
    const values = await rollups.readValues(
      scopes,
      [name],
      window.from,
      window.to,
      tx,
    );
    const members = await calculation.members(scopes);
    const operands = await calculation.operands(scopes);
    const states = scopes.map(scope => {
      const history = values.get(scope)?.get(name) ?? [];
      const ofKpi = { definitions, evaluator, scope, kpi };
      const state = scopeState(
        ofKpi,
        history,
        members.get(scope)!,
        operands.get(scope),
      );
      return {
        scope,
        evaluatedWith: keys.get(scope)!,
        state,
        events: scopeEvents(ofKpi, history, state),
      };
    });
    await rollups.writeStates(tx, name, states);
    await insights.writeScopes(tx, name, states);
  }

  /** The marked periods with their scopes. */
  private async wanted(
    tx: Knex.Transaction,
    definitions: Definitions,
    kpi: KpiEntity,
    marks: RollupMark[],
  ): Promise<Map<string, Set<string>>> {
    const { rollups } = this.options;
    const { name } = kpi.metadata;
    const wanted = new Map<string, Set<string>>();
    const add = (start: string, scope: string) => {
      const scopes = wanted.get(start);
      if (scopes) {
        scopes.add(scope);
      } else {
        wanted.set(start, new Set([scope]));
      }
    };
    const whole = marks.filter(mark => mark.period === null);
    if (whole.length) {
      const all = await this.measured.of(tx, definitions, kpi);
      // What is there and has no measurements any more goes
      const known = await rollups.readValues(
        whole.map(mark => mark.scope),
        [name],
        undefined,
        undefined,
        tx,
      );
      for (const { scope } of whole) {
        all.forEach(start => add(start, scope));
        known
          .get(scope)
          ?.get(name)
          ?.forEach(v => add(v.period, scope));
      }
    }
    for (const mark of marks) {
      if (mark.period !== null) {
        add(mark.period, mark.scope);
      }
    }
    return wanted;
  }

  private calculation(
    tx: Knex,
    definitions: Definitions,
    kpi: KpiEntity,
    seen: Pick<CalculationOptions, 'visible' | 'otherwise'> = {},
  ): ScopeCalculation | FormulaCalculation {
    const { memberships } = this.options;
    const options = {
      ...this.options,
      tx,
      definitions,
      kpi,
      ...seen,
      membersByDay: memberships.membersByDay,
      today: memberships.today(),
    };
    return definitions.formulas.get(kpi.metadata.name)
      ? new FormulaCalculation(options)
      : new ScopeCalculation(options);
  }

  /** The periods that are assessed, and the running one. */
  private window(definitions: Definitions, kpi: KpiEntity): PeriodRange {
    const { evaluator } = this.options;
    return assessedRange(
      evaluator.currentPeriod(kpi),
      kpi.spec.period,
      evaluator.signalSettings(definitions, kpi, ALL),
    );
  }
}

import {
  KpiEntity,
  periodsBetween,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { ALL, Definitions } from '../definitions/Definitions';
import { assessedPeriods } from '../evaluation/assessment';
import { Evaluator } from '../evaluation/Evaluator';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { CurrentStore } from '../store/CurrentStore';
import { MeasurementStore } from '../store/MeasurementStore';
import { lock } from '../store/database';
import { InsightStore } from '../store/InsightStore';
import { PeriodStore } from '../store/PeriodStore';
import {
  RollupMark,
  RollupStore,
  ScopeState,
  ScopeValue,
} from '../store/RollupStore';
import { FormulaCalculation } from './FormulaCalculation';
import { Memberships } from './Memberships';
import { ScopeCalculation } from './ScopeCalculation';
import { scopeEvents } from './scopeEvents';
import { scopeState } from './scopeState';

/**
 * Rolls the values of members up into those of their scopes: what was marked since
 * the last time, and nothing else.
 */
export class Rollups {
  constructor(
    private readonly options: {
      knex: Knex;
      evaluator: Evaluator;
      measurements: MeasurementStore;
      periods: PeriodStore;
      current: CurrentStore;
      rollups: RollupStore;
      insights: InsightStore;
      memberships: Memberships;
      arithmetic: StoredArithmetic;
    },
  ) {}

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
   * How a scope stands by those of its members that may be seen, by KPI. Nothing of
   * it is stored.
   */
  async calculate(
    definitions: Definitions,
    scope: string,
    kpis: string[],
    visible: ReadonlySet<string>,
  ): Promise<Map<string, ScopeState>> {
    const states = new Map<string, ScopeState>();
    for (const name of kpis) {
      const kpi = definitions.kpis.get(name);
      if (kpi) {
        const values = await this.history(
          definitions,
          scope,
          kpi,
          this.window(definitions, kpi),
          visible,
        );
        const calculation = this.calculation(
          this.options.knex,
          definitions,
          kpi,
          visible,
        );
        const members = await calculation.members([scope]);
        const operands = await calculation.operands([scope]);
        const state = scopeState(
          { definitions, evaluator: this.options.evaluator, scope, kpi },
          values,
          members.get(scope)!,
          operands.get(scope),
        );
        if (state) {
          states.set(name, state);
        }
      }
    }
    return states;
  }

  /**
   * The values of a scope by those of its members that may be seen.
   *
   * @param periods - first days
   */
  async history(
    definitions: Definitions,
    scope: string,
    kpi: KpiEntity,
    periods: string[],
    visible: ReadonlySet<string>,
  ): Promise<ScopeValue[]> {
    const found: ScopeValue[] = [];
    const wanted = new Map(periods.map(period => [period, new Set([scope])]));
    for await (const cells of this.calculation(
      this.options.knex,
      definitions,
      kpi,
      visible,
    ).cells(wanted)) {
      found.push(...cells.flatMap(cell => cell.value ?? []));
    }
    return found;
  }

  private async refreshKpi(
    definitions: Definitions,
    kpi: KpiEntity,
  ): Promise<void> {
    const { arithmetic, rollups } = this.options;
    const { name } = kpi.metadata;
    await arithmetic.transaction(async tx => {
      // So that of two calculations the later one counts
      await lock(tx, `rollup ${name}`);
      const marks = await rollups.takeMarks(tx, name);
      if (!marks.length) {
        return;
      }
      await this.options.memberships.load(tx);
      const calculation = this.calculation(tx, definitions, kpi);
      const wanted = await this.wanted(tx, definitions, kpi, marks);
      for await (const cells of calculation.cells(wanted)) {
        await rollups.writeValues(tx, name, cells);
      }
      await this.writeStates(tx, definitions, kpi, calculation, [
        ...new Set(marks.map(mark => mark.scope)),
      ]);
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
    const window = this.window(definitions, kpi);
    const values = await rollups.readValues(
      scopes,
      [name],
      window[0],
      window[window.length - 1],
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
        evaluatedWith: evaluator.keys.ofScope(definitions, kpi, scope),
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
    const { period } = kpi.spec;
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
      const extent = await this.extent(tx, definitions, kpi);
      const all = extent ? periodsBetween(extent.from, extent.to, period) : [];
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

  /** The first days of the first and the last period that may have a value. */
  private async extent(
    tx: Knex,
    definitions: Definitions,
    kpi: KpiEntity,
  ): Promise<{ from: string; to: string } | undefined> {
    const { name } = kpi.metadata;
    const { formulas } = definitions;
    const extents = [];
    for (const each of formulas.get(name) ? formulas.measured(name) : [name]) {
      const { grain } = definitions.kpi(each).spec;
      extents.push(
        await this.options.periods.extent(tx, each, grain, kpi.spec.period),
      );
    }
    const known = extents.filter(extent => extent !== undefined);
    return known.length
      ? {
          from: known.map(({ from }) => from).sort()[0],
          to: known
            .map(({ to }) => to)
            .sort()
            .pop()!,
        }
      : undefined;
  }

  private calculation(
    tx: Knex,
    definitions: Definitions,
    kpi: KpiEntity,
    visible?: ReadonlySet<string>,
  ): ScopeCalculation | FormulaCalculation {
    const { memberships } = this.options;
    const options = {
      ...this.options,
      tx,
      definitions,
      kpi,
      visible,
      history: memberships.history,
      today: memberships.today(),
    };
    return definitions.formulas.get(kpi.metadata.name)
      ? new FormulaCalculation(options)
      : new ScopeCalculation(options);
  }

  /** The periods that are assessed, and the running one. */
  private window(definitions: Definitions, kpi: KpiEntity): string[] {
    const { evaluator } = this.options;
    return assessedPeriods(
      evaluator.currentPeriod(kpi),
      kpi.spec.period,
      evaluator.signalSettings(definitions, kpi, ALL),
    );
  }
}

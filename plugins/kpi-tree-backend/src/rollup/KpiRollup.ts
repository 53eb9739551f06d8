import { LoggerService } from '@backstage/backend-plugin-api';
import { InsightEvent } from '@internal/kpi-tree';
import { KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { ALL } from '../definitions/Scope';
import { assessedRange } from '../evaluation/assessment';
import { DefinitionKeys } from '../evaluation/DefinitionKeys';
import { HISTORY_PERIODS } from '../evaluation/insightEvents';
import { Evaluator } from '../evaluation/Evaluator';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { Memberships } from '../memberships/Memberships';
import { apart, isOfData } from '../setAside/apart';
import { SetAsideTelemetry } from '../setAside/SetAsideTelemetry';
import { ClassStore } from '../store/ClassStore';
import { CurrentStore, MemberStatus } from '../store/CurrentStore';
import { lock, ofOneMoment } from '../store/database';
import { InsightStore, ROLLED_UP } from '../store/InsightStore';
import { MeasurementStore } from '../store/MeasurementStore';
import { PeriodStore } from '../store/PeriodStore';
import {
  RollupMark,
  RollupStore,
  ScopeState,
  ScopeValue,
} from '../store/RollupStore';
import { ScopeClassStore } from '../store/ScopeClassStore';
import { SetAsideStore } from '../store/SetAsideStore';
import { VerdictStore } from '../store/VerdictStore';
import { FormulaCalculation } from './FormulaCalculation';
import { MeasuredPeriods, PeriodRange } from './MeasuredPeriods';
import { CalculationOptions, ScopeCalculation } from './ScopeCalculation';
import { scopeEvents, scopeVerdicts } from './scopeEvents';
import { scopeState } from './scopeState';

/** How a scope stands with a KPI, if there is anything to know of it, and what moved. */
export type CalculatedScope = {
  state?: ScopeState;
  events: InsightEvent[];
  /** Why there is no state. */
  failure?: string;
};

/** What rolls scopes up. */
export type RollupOptions = {
  knex: Knex;
  evaluator: Evaluator;
  measurements: MeasurementStore;
  periods: PeriodStore;
  current: CurrentStore;
  rollups: RollupStore;
  classes: ClassStore;
  scopeClasses: ScopeClassStore;
  insights: InsightStore;
  /** Given where verdicts are told. */
  verdicts?: VerdictStore;
  setAside: SetAsideStore;
  telemetry: SetAsideTelemetry;
  memberships: Memberships;
  arithmetic: StoredArithmetic;
  config: KpiTreeConfig;
  logger: LoggerService;
};

/** Rolls one KPI up into scopes, by some definitions; see {@link Rollups}. */
export class KpiRollup {
  constructor(
    private readonly options: RollupOptions & {
      /** How it is judged and assessed now, by these definitions. */
      at: DefinitionKeys;
      kpi: KpiEntity;
    },
  ) {}

  /**
   * How a scope stands by those of its members that may be seen and what moved, or why
   * it cannot be calculated. Nothing of it is stored.
   *
   * @param visible - who may be seen; all if not given
   */
  async calculate(
    scope: string,
    visible?: ReadonlySet<string>,
  ): Promise<CalculatedScope> {
    const { knex, at, kpi } = this.options;
    try {
      const otherwise = await this.judgedOtherwise();
      return await ofOneMoment(knex, async tx => {
        const calculation = this.calculation(tx, {
          visible,
          otherwise,
        });
        const range = this.window();
        const values = await this.values(tx, {
          calculation,
          scope,
          range,
        });
        const members = await calculation.members([scope]);
        const operands = await calculation.operands([scope]);
        const ofKpi = { at, scope, kpi };
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
    scope: string,
    range: PeriodRange,
    visible?: ReadonlySet<string>,
  ): Promise<ScopeValue[]> {
    return ofOneMoment(this.options.knex, async tx => {
      const calculation = this.calculation(tx, { visible });
      return this.values(tx, {
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
  private async judgedOtherwise(): Promise<Map<string, MemberStatus>> {
    const { evaluator, at, kpi } = this.options;
    const { definitions } = at;
    const { name } = kpi.metadata;
    const series = await evaluator.judgedOtherwise(
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
    const periods = await this.measured(tx, range);
    const wanted = new Map(periods.map(start => [start, new Set([scope])]));
    for await (const cells of calculation.cells(wanted)) {
      found.push(...cells.flatMap(cell => cell.value ?? []));
    }
    return found;
  }

  /** Rolls up what is marked of it. */
  async refresh(): Promise<void> {
    const { rollups, setAside, kpi } = this.options;
    const { name } = kpi.metadata;
    const marked = await rollups.markedScopes(name);
    const known = await setAside.scopesOf(name);
    const rollUp = (scopes: string[]) =>
      apart(
        scopes,
        async part => {
          await this.rollUp(part, known);
          return [];
        },
        (scope, error) => this.setAside(scope, known.has(scope), error),
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
    of: string[],
    known: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { arithmetic, rollups, setAside, kpi } = this.options;
    const { name } = kpi.metadata;
    await arithmetic.transaction(async tx => {
      // So that of two calculations the later one counts
      await lock(tx, `rollup ${name}`);
      const taken = await rollups.takeMarks(tx, name, of);
      if (!taken.length) {
        return;
      }
      const marks = taken.map(mark =>
        known.has(mark.scope) ? { ...mark, start: null } : mark,
      );
      await this.options.memberships.load(tx);
      const { classes, scopeClasses } = this.options;
      const calculation = this.calculation(tx, { classes });
      const wanted = await this.wanted(tx, marks);
      for await (const cells of calculation.cells(wanted)) {
        await rollups.writeValues(tx, name, cells);
        await scopeClasses.write(
          tx,
          name,
          cells.flatMap(({ scope, start, byColumn }) =>
            byColumn ? [{ scope, start, byColumn }] : [],
          ),
        );
      }
      const scopes = [...new Set(marks.map(mark => mark.scope))];
      await this.writeStates(tx, calculation, scopes, marks);
      await setAside.removeScopes(
        tx,
        name,
        scopes.filter(scope => known.has(scope)),
      );
    });
  }

  /** Nothing is shown of it as it was before; its past stays where it is known. */
  private async setAside(
    scope: string,
    wasSetAside: boolean,
    error: Error,
  ): Promise<void> {
    const { arithmetic, rollups, insights, at, kpi } = this.options;
    const { setAside, telemetry, config, logger } = this.options;
    const { name } = kpi.metadata;
    await arithmetic.transaction(async tx => {
      await lock(tx, `rollup ${name}`);
      const marks = await rollups.takeMarks(tx, name, [scope]);
      const periods = marks.flatMap(({ start }) => start ?? []);
      const isWhole = wasSetAside || periods.length < marks.length;
      await rollups.forget(tx, scope, name, isWhole ? undefined : periods);
      await insights.writeScopes(tx, name, [{ scope, events: [] }]);
      const isNew = await setAside.add(tx, {
        seriesId: ROLLED_UP,
        subject: scope,
        kpi: name,
        reason: error.message,
        since: config.now().toISOString(),
        triedWith: at.ofScope(kpi, scope),
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
    calculation: ScopeCalculation | FormulaCalculation,
    scopes: string[],
    marks: RollupMark[],
  ): Promise<void> {
    const { rollups, at, insights, verdicts, memberships, kpi } = this.options;
    const { name } = kpi.metadata;
    // Before anything is read: where the period turns meanwhile, it is evaluated again
    const keys = new Map(scopes.map(scope => [scope, at.ofScope(kpi, scope)]));
    const window = this.window();
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
      const ofKpi = { at, scope, kpi };
      const state = scopeState(
        ofKpi,
        history,
        members.get(scope)!,
        operands.get(scope),
      );
      const events = scopeEvents(ofKpi, history, state);
      return {
        scope,
        evaluatedWith: keys.get(scope)!,
        state,
        events,
        ...(verdicts
          ? { tellable: scopeVerdicts(ofKpi, history, state, events) }
          : {}),
      };
    });
    await rollups.writeStates(tx, name, states);
    await insights.writeScopes(tx, name, states);
    const current = at.currentPeriod(kpi);
    await verdicts?.write(
      tx,
      states.flatMap(({ scope, evaluatedWith, tellable }) => {
        const ofScope = marks.filter(mark => mark.scope === scope);
        return tellable
          ? [
              {
                subject: { subject: scope, kpi: name, seriesId: ROLLED_UP },
                ...tellable,
                definition: evaluatedWith.slice(
                  0,
                  evaluatedWith.lastIndexOf('.'),
                ),
                isRewritten:
                  ofScope.some(({ start }) => start === null) ||
                  ofScope.filter(
                    ({ start }) => start !== null && start < current,
                  ).length >= HISTORY_PERIODS,
              },
            ]
          : [];
      }),
      memberships.today(),
    );
  }

  /** The marked periods with their scopes. */
  private async wanted(
    tx: Knex.Transaction,
    marks: RollupMark[],
  ): Promise<Map<string, Set<string>>> {
    const { rollups, kpi } = this.options;
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
    const whole = marks.filter(mark => mark.start === null);
    if (whole.length) {
      const all = await this.measured(tx);
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
      if (mark.start !== null) {
        add(mark.start, mark.scope);
      }
    }
    return wanted;
  }

  private calculation(
    tx: Knex,
    more: Pick<CalculationOptions, 'visible' | 'otherwise' | 'classes'> = {},
  ): ScopeCalculation | FormulaCalculation {
    const { memberships, at, kpi } = this.options;
    const { classes: _, ...rest } = this.options;
    const isFormula = at.definitions.formulas.get(kpi.metadata.name);
    const { classes, ...seen } = more;
    const options = {
      ...rest,
      tx,
      ...seen,
      // What it is computed from has those, and it has none
      ...(isFormula ? {} : { classes }),
      membersByDay: memberships.membersByDay,
      today: memberships.today(),
    };
    return isFormula
      ? new FormulaCalculation(options)
      : new ScopeCalculation(options);
  }

  /** The periods that are assessed, and the running one. */
  private window(): PeriodRange {
    const { at, kpi } = this.options;
    return assessedRange(
      at.currentPeriod(kpi),
      kpi.spec.period,
      at.signalSettings(kpi, ALL),
    );
  }

  /** In which periods there may be values. */
  private measured(tx: Knex, range?: PeriodRange): Promise<string[]> {
    const { periods, at, kpi } = this.options;
    return new MeasuredPeriods(periods).of(tx, at.definitions, kpi, range);
  }
}

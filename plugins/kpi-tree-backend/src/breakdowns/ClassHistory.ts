import {
  KpiBreakdown,
  KpiEntity,
  Known,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { ALL } from '../definitions/Scope';
import { CombinedValue, combineOverEntities } from '../evaluation/combine';
import { mergeClasses } from '../evaluation/combineClasses';
import { Evaluator } from '../evaluation/Evaluator';
import { Memberships } from '../memberships/Memberships';
import { ScopeCalculation } from '../rollup/ScopeCalculation';
import { isStored, ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import { ClassStore } from '../store/ClassStore';
import { CurrentStore } from '../store/CurrentStore';
import { PeriodStore } from '../store/PeriodStore';
import { ScopeClassStore } from '../store/ScopeClassStore';
import { BrokenDownPeriod } from './breakdownAnswer';
import {
  FoundClasses,
  RecordBreakdowns,
  ValuesByPeriod,
} from './RecordBreakdowns';

/** For more entities it is quicker to read all there are. */
const MEMBERS_BY_NAME = 1_000;

/** A column that is asked for, with the id of its breakdown if the KPI has one. */
export type AskedColumn = Pick<KpiBreakdown, 'column' | 'top'> & {
  id?: string;
};

/** What is measured of a scope in a period, with how much of it is known. */
export type ClassPeriod = BrokenDownPeriod & { known?: Known };

/** Reads what values of an entity or scope are made of by the classes of a column. */
export class ClassHistory {
  constructor(
    private readonly options: {
      knex: Knex;
      classes: ClassStore;
      periods: PeriodStore;
      current: CurrentStore;
      evaluator: Evaluator;
      memberships: Memberships;
      recordBreakdowns: RecordBreakdowns;
      scopeClasses: ScopeClassStore;
      scopes: ScopeService;
      config: KpiTreeConfig;
    },
  ) {}

  /** What there is in some periods: of the scope itself, or of its members. */
  async read(
    view: ScopeView,
    kpi: KpiEntity,
    by: AskedColumn,
    starts: string[],
  ): Promise<{ periods: ReadonlyMap<string, ClassPeriod>; readAt?: Date }> {
    const { spec } = kpi;
    const sorted = [...starts].sort();
    const own = await this.own(view, kpi, [sorted[0], sorted.at(-1)!]);
    const stored =
      own || by.id === undefined
        ? undefined
        : await this.stored(view, kpi, by.column, sorted);
    if (stored) {
      return { periods: stored };
    }
    const members = own ? undefined : await this.members(view, kpi, sorted);
    const values = new Map(
      sorted.map((start): [string, ReadonlyMap<string, CombinedValue>] => {
        const whole = own?.get(start);
        return [
          start,
          members?.get(start)!.values ??
            new Map(whole ? [[view.scope, whole]] : []),
        ];
      }),
    );
    const { classes, readAt, keptFrom } = await this.classes(
      view,
      kpi,
      by,
      values,
    );
    const periods = sorted.map((start): [string, ClassPeriod] => {
      const known = own ? own.get(start)?.known : members!.get(start)!.known;
      const inPeriod = classes.get(start);
      return [
        start,
        {
          period: start,
          whole: own
            ? own.get(start)
            : combineOverEntities(
                [...values.get(start)!.values()],
                spec,
                `the ${spec.period} ${start}`,
              ),
          classes: mergeClasses(
            [...values.get(start)!].map(([ref, value]) => ({
              value,
              classes: inPeriod?.get(ref),
            })),
            spec,
          ),
          ...(known ? { known } : {}),
          ...(by.id === undefined && !(keptFrom && start >= keptFrom)
            ? { notKept: true as const }
            : {}),
        },
      ];
    });
    return { periods: new Map(periods), ...(readAt ? { readAt } : {}) };
  }

  /**
   * What is stored of a scope, for whoever sees all of its members.
   *
   * @returns nothing if that is not stored, or not yet of all of its values
   */
  private async stored(
    view: ScopeView,
    kpi: KpiEntity,
    column: string,
    starts: string[],
  ): Promise<ReadonlyMap<string, ClassPeriod> | undefined> {
    const { name } = kpi.metadata;
    if (!isStored(view, name)) {
      return undefined;
    }
    const [from, to] = [starts[0], starts[starts.length - 1]];
    const values = await this.options.scopes.history(view, kpi, { from, to });
    const classes = await this.options.scopeClasses.read(
      view.scope,
      { kpi: name, column },
      [from, to],
    );
    if (values.some(({ period: start }) => !classes.has(start))) {
      return undefined;
    }
    const wholes = new Map(values.map(value => [value.period, value]));
    return new Map(
      starts.map((start): [string, ClassPeriod] => {
        const found = wholes.get(start);
        return [
          start,
          {
            period: start,
            ...(found
              ? { whole: { ...found, weight: found.weight ?? 0 } }
              : {}),
            classes: (found && classes.get(start)) ?? new Map(),
            ...(found?.known ? { known: found.known } : {}),
          },
        ];
      }),
    );
  }

  /** What values are made of: as it is stored, or from kept records. */
  private async classes(
    { definitions }: ScopeView,
    kpi: KpiEntity,
    { id, column }: AskedColumn,
    values: ValuesByPeriod,
  ): Promise<FoundClasses> {
    if (id === undefined) {
      const { recordBreakdowns } = this.options;
      return recordBreakdowns.read(definitions, kpi, column, values);
    }
    const starts = [...values.keys()];
    const everyone = new Set(
      [...values.values()].flatMap(each => [...each.keys()]),
    );
    return {
      classes: await this.options.classes.readPeriods(
        { kpi: kpi.metadata.name, grain: kpi.spec.grain, column },
        [starts[0], starts[starts.length - 1]],
        everyone.size <= MEMBERS_BY_NAME ? [...everyone] : undefined,
      ),
    };
  }

  /** What was measured of the entity or scope itself; nothing where its members count. */
  private async own(
    { definitions, scope, isScope }: ScopeView,
    kpi: KpiEntity,
    [from, to]: [string, string],
  ): Promise<ReadonlyMap<string, CombinedValue> | undefined> {
    const { evaluator, periods } = this.options;
    const { name } = kpi.metadata;
    const series =
      scope === ALL
        ? undefined
        : (await evaluator.current(definitions, scope, name)).get(name);
    if (!series) {
      return isScope ? undefined : new Map();
    }
    const values = (await periods.read([series.id], from, to)).get(series.id);
    return new Map(
      (values ?? []).map(({ period: start, ...one }) => [start, one]),
    );
  }

  /** What the members of a scope have that counted in it, and how much of it is known. */
  private async members(
    view: ScopeView,
    kpi: KpiEntity,
    starts: string[],
  ): Promise<
    ReadonlyMap<
      string,
      { values: ReadonlyMap<string, CombinedValue>; known?: Known }
    >
  > {
    const { knex, memberships, evaluator, scopes } = this.options;
    const { definitions, scope, visible, day } = view;
    const calculation = new ScopeCalculation({
      ...this.options,
      tx: knex,
      at: evaluator.at(definitions),
      visible,
      kpi,
      membersByDay: memberships.membersByDay,
      today: toEpochDay(day),
    });
    const found = await calculation.memberValues(scope, starts);
    const history = await scopes.history(view, kpi, {
      from: starts[0],
      to: starts[starts.length - 1],
    });
    const known = new Map(history.map(one => [one.period, one.known]));
    return new Map(
      starts.map(start => {
        const { members, values } = found.get(start)!;
        return [
          start,
          {
            values: new Map(
              members.flatMap(ref => {
                const value = values.get(ref);
                return value ? [[ref, value] as const] : [];
              }),
            ),
            ...(known.get(start) ? { known: known.get(start) } : {}),
          },
        ];
      }),
    );
  }
}

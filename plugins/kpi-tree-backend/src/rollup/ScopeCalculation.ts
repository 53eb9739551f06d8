import { aggregationTraits, hasValue } from '@internal/kpi-tree';
import {
  KpiEntity,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import {
  CombinedValue,
  combineOverEntities,
  numeratorBeside,
} from '../evaluation/combine';
import {
  boundClasses,
  mergeClasses,
  MOST_CLASSES_OF_SCOPE,
} from '../evaluation/combineClasses';
import { EvaluatedAt } from '../evaluation/EvaluatedAt';
import { isCounted } from '../evaluation/isCounted';
import { MembersByDay, membershipDay } from '../memberships/MembersByDay';
import { inChunks } from '../store/chunks';
import { Classes } from '../store/classes';
import { ClassStore } from '../store/ClassStore';
import { CurrentStore, MemberStatus } from '../store/CurrentStore';
import { PeriodStore, SilentSeries } from '../store/PeriodStore';
import { ScopeValue } from '../store/RollupStore';
import { knownOfMembers } from './knownOfMembers';
import { summedBounds } from './summedBounds';

/** Bounds the values that are in memory at once. */
const VALUES_AT_ONCE = 200_000;

/** So many values take as much as what one is made of. */
const CLASS_SIZE = 10;

/** Up to so many members are asked for by name; for more all are read. */
const MEMBERS_BY_NAME = 1_000;

/** The value of a scope in a period; `undefined` where no member has one. */
export type ScopeCell = {
  scope: string;
  start: string;
  value?: ScopeValue;
  /** What it is made of, by column; of a KPI with breakdowns, where that is asked for. */
  byColumn?: ReadonlyMap<string, Classes>;
};

/** What values are made of, by first day and entity. */
type ClassesByPeriod = ReadonlyMap<string, ReadonlyMap<string, Classes>>;

/** Who counts in a scope in a period, and the values of a KPI by entity. */
export type MemberValues = {
  members: string[];
  /** Also of entities that do not count. */
  values: ReadonlyMap<string, CombinedValue>;
};

/** Of what scopes are calculated. */
export type CalculationOptions = {
  tx: Knex;
  at: EvaluatedAt;
  membersByDay: MembersByDay;
  /** Today, as an epoch day. */
  today: number;
  kpi: KpiEntity;
  periods: PeriodStore;
  current: CurrentStore;
  /** Who may be seen; all if not given. */
  visible?: ReadonlySet<string>;
  /** How members stand that are judged otherwise than it is stored, by reference. */
  otherwise?: ReadonlyMap<string, MemberStatus>;
  /** Has what the values of members are made of, where that is to be combined as well. */
  classes?: ClassStore;
};

/** How scopes stand with a KPI beside the values of their members. */
export type ScopeOperands = {
  /** Whether one of what it is computed from was not measured for too long. */
  stale: boolean;
  /** When one of that was last written, ISO 8601. */
  updatedAt: string | null;
};

/**
 * Calculates what the members of scopes come to with one KPI, from the values of
 * the members.
 */
export class ScopeCalculation {
  /**
   * @param options - with the formula for which the KPI is aggregated, if it is for
   * one: those members count that the formula counts
   */
  constructor(
    private readonly options: CalculationOptions & { formula?: string },
  ) {}

  /**
   * Calculates values, a bounded number of them in memory.
   *
   * @param wanted - the scopes by the first day of the period
   */
  async *cells(
    wanted: ReadonlyMap<string, ReadonlySet<string>>,
  ): AsyncGenerator<ScopeCell[]> {
    const { tx, kpi, periods } = this.options;
    const { grain } = kpi.spec;
    const scopes = new Set([...wanted.values()].flatMap(set => [...set]));
    const members = this.union(scopes, [...wanted.keys()]);
    const columns = this.options.classes
      ? kpi.spec.breakdowns?.map(({ column }) => column) ?? []
      : [];
    const size =
      Math.max(1, members.length) * (1 + columns.length * CLASS_SIZE);
    const atOnce = Math.max(1, Math.floor(VALUES_AT_ONCE / size));
    const byName = members.length <= MEMBERS_BY_NAME ? members : undefined;
    let silent: ReadonlyMap<string, SilentSeries> | undefined;
    for (const part of inChunks([...wanted.keys()].sort(), atOnce)) {
      const values = await periods.readKpi(
        tx,
        kpi.metadata.name,
        grain,
        part.map(toEpochDay),
        byName,
      );
      const isSilent = part.some(start =>
        members.some(ref => !values.get(toEpochDay(start))!.has(ref)),
      );
      const series =
        silent ?? (isSilent ? await this.silentSeries(byName) : undefined);
      silent = series;
      const classes = await this.classes(columns, part, byName);
      yield part.flatMap(start => {
        const inPeriod = values.get(toEpochDay(start))!;
        return [...wanted.get(start)!].map((scope): ScopeCell => {
          const value = this.valueOf(scope, start, inPeriod, series);
          return {
            scope,
            start,
            value,
            ...(value && columns.length
              ? { byColumn: this.madeOf(scope, start, inPeriod, classes) }
              : {}),
          };
        });
      });
    }
  }

  /**
   * What each member of a scope has that counts in it.
   *
   * @param starts - first days of periods
   * @returns by period the members, and the values of those that have one
   */
  async memberValues(
    scope: string,
    starts: string[],
  ): Promise<Map<string, MemberValues>> {
    const { tx, kpi, periods } = this.options;
    const all = this.union(new Set([scope]), starts);
    const values = await periods.readKpi(
      tx,
      kpi.metadata.name,
      kpi.spec.grain,
      starts.map(toEpochDay),
      all.length <= MEMBERS_BY_NAME ? all : undefined,
    );
    return new Map(
      starts.map(start => [
        start,
        {
          members: this.membersIn(scope, start),
          values: values.get(toEpochDay(start))!,
        },
      ]),
    );
  }

  /** What the values of members are made of in some periods, by column. */
  private async classes(
    columns: string[],
    starts: string[],
    entityRefs: string[] | undefined,
  ): Promise<ReadonlyMap<string, ClassesByPeriod>> {
    const { tx, kpi, classes } = this.options;
    const found = new Map<string, ClassesByPeriod>();
    for (const column of columns) {
      found.set(
        column,
        await classes!.readPeriods(
          { kpi: kpi.metadata.name, grain: kpi.spec.grain, column },
          [starts[0], starts[starts.length - 1]],
          entityRefs,
          tx,
        ),
      );
    }
    return found;
  }

  /** What the value of a scope is made of, by column. */
  private madeOf(
    scope: string,
    start: string,
    values: ReadonlyMap<string, CombinedValue>,
    byColumn: ReadonlyMap<string, ClassesByPeriod>,
  ): ReadonlyMap<string, Classes> {
    const { spec } = this.options.kpi;
    const counted = this.membersIn(scope, start).flatMap(ref => {
      const value = values.get(ref);
      return value ? [{ ref, value }] : [];
    });
    return new Map(
      [...byColumn].map(([column, byPeriod]) => {
        const inPeriod = byPeriod.get(start);
        const merged = mergeClasses(
          counted.map(({ ref, value }) => ({
            value,
            classes: inPeriod?.get(ref),
          })),
          spec,
        );
        return [column, boundClasses(merged, spec, MOST_CLASSES_OF_SCOPE)];
      }),
    );
  }

  /** How the members of some scopes stand in the current period. */
  async members(scopes: string[]): Promise<Map<string, MemberStatus[]>> {
    const { tx, kpi, at, current, otherwise } = this.options;
    const start = at.currentPeriod(kpi);
    const all = this.union(new Set(scopes), [start]);
    const states = await current.readKpi(
      tx,
      kpi.metadata.name,
      all.length <= MEMBERS_BY_NAME ? all : undefined,
    );
    return new Map(
      scopes.map(scope => [
        scope,
        this.membersIn(scope, start).flatMap(
          ref => otherwise?.get(ref) ?? states.get(ref) ?? [],
        ),
      ]),
    );
  }

  /** Nothing: what is measured is computed from nothing else. */
  async operands(_scopes: string[]): Promise<Map<string, ScopeOperands>> {
    return new Map();
  }

  private valueOf(
    scope: string,
    start: string,
    values: ReadonlyMap<string, CombinedValue>,
    silent: ReadonlyMap<string, SilentSeries> = new Map(),
  ): ScopeValue | undefined {
    const { kpi, at, today } = this.options;
    const counted: string[] = [];
    const each: CombinedValue[] = [];
    const members = this.membersIn(scope, start);
    for (const ref of members) {
      const value = values.get(ref);
      if (value) {
        each.push(value);
        if (hasValue(value)) {
          counted.push(ref);
        }
      }
    }
    if (!counted.length) {
      return undefined;
    }
    const combined = combineOverEntities(
      each,
      kpi.spec,
      `the ${kpi.spec.period} ${start}`,
    );
    const hasTargets =
      aggregationTraits[kpi.spec.aggregate.overEntities].addsUp &&
      !this.options.formula;
    return {
      period: start,
      value: combined?.value ?? null,
      weight: combined?.weight ?? null,
      ...numeratorBeside(combined),
      counted: counted.length,
      ...knownOfMembers(
        members,
        { values, silent },
        kpi.spec,
        start,
        kpi.spec.period,
        today,
      ),
      ...(hasTargets
        ? {
            bounds: summedBounds(
              counted.map(ref => at.judgement(kpi, ref)),
              start,
            ),
          }
        : {}),
      ...(combined?.sketch ? { sketch: combined.sketch } : {}),
    };
  }

  /**
   * What it means where members have nothing. A formula takes of its operands how much
   * is known, so that it does not matter of itself.
   */
  private async silentSeries(
    members: string[] | undefined,
  ): Promise<ReadonlyMap<string, SilentSeries>> {
    const { tx, at, kpi, periods } = this.options;
    const { name } = kpi.metadata;
    return at.definitions.formulas.get(name)
      ? new Map()
      : periods.readSilent(tx, name, kpi.spec.grain, members);
  }

  private membersIn(scope: string, start: string): string[] {
    const { at, membersByDay, today, kpi, visible, formula } = this.options;
    const countedAs = formula ?? kpi.metadata.name;
    return membersByDay
      .membersOn(scope, membershipDay(start, kpi.spec.period, today))
      .filter(
        ref =>
          (!visible || visible.has(ref)) &&
          isCounted(at.definitions, ref, countedAs),
      );
  }

  private union(scopes: ReadonlySet<string>, periods: string[]): string[] {
    const { membersByDay, today, kpi, visible } = this.options;
    const days = new Set(
      periods.map(start => membershipDay(start, kpi.spec.period, today)),
    );
    const members = new Set<string>();
    for (const scope of scopes) {
      for (const day of days) {
        for (const ref of membersByDay.membersOn(scope, day)) {
          if (!visible || visible.has(ref)) {
            members.add(ref);
          }
        }
      }
    }
    return [...members];
  }
}

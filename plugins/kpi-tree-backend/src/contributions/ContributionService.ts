import { InputError } from '@backstage/errors';
import {
  Amounts,
  amountsOf,
  changeEffects,
  Composition,
  compositionOf,
  ContributionMember,
  isIncomplete,
  mergeMembers,
  valueOf,
} from '@internal/kpi-tree';
import {
  Contribution,
  ContributionBy,
  ContributionLimit,
  ContributionValue,
  KpiEntity,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Knex } from 'knex';
import { RequestContext } from '../access/RequestContexts';
import { comparedPeriods } from '../clock/comparedPeriods';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { ALL } from '../definitions/Scope';
import { Evaluator } from '../evaluation/Evaluator';
import { CurrentSeries } from '../evaluation/SeriesEvaluation';
import { Memberships } from '../memberships/Memberships';
import { hasRecords } from '../records/hasRecords';
import { MemberValues, ScopeCalculation } from '../rollup/ScopeCalculation';
import { memberGroups } from '../scopes/memberGroups';
import { EntityValue, RejectedRows } from '../scopes/RejectedRows';
import { ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import { CurrentStore } from '../store/CurrentStore';
import { PeriodStore } from '../store/PeriodStore';
import { ScopeValue } from '../store/RollupStore';
import {
  contributionAnswer,
  coverageOf,
  DEFAULT_PARTS,
} from './contributionAnswer';

/** What change is to be explained, and by which parts. */
export type ContributionRequest = {
  scope: string;
  kpi: string;
  /** Dates in the periods that are compared, `YYYY-MM-DD`. */
  from?: string;
  to?: string;
  by?: ContributionBy;
  /** How many parts are listed individually. */
  limit?: number;
};

type Periods = { from: string; to: string };

/** What the members that count have of each KPI that is needed, by period. */
type Values = ReadonlyMap<string, ReadonlyMap<string, MemberValues>>;

/** What a scope had, by period. */
type Whole = ReadonlyMap<string, Pick<ScopeValue, 'value' | 'known'>>;

/**
 * Answers which members explain the change of a scope's KPI between two periods.
 */
export class ContributionService {
  constructor(
    private readonly options: {
      knex: Knex;
      periods: PeriodStore;
      current: CurrentStore;
      evaluator: Evaluator;
      memberships: Memberships;
      scopes: ScopeService;
      rejected: Pick<RejectedRows, 'of' | 'ofEntities'>;
      config: KpiTreeConfig;
      sources: ReadonlyMap<string, KpiSource>;
    },
  ) {}

  /**
   * @throws `NotFoundError` if there is no such KPI, or no scope that the caller may
   * read; `InputError` if it has no members, or a date is wrong
   */
  async contribution(
    context: RequestContext,
    request: ContributionRequest,
  ): Promise<Contribution> {
    const { scopes } = this.options;
    const { definitions } = context;
    const kpi = definitions.kpi(request.kpi);
    const periods = comparedPeriods(request, kpi.spec.period, context.day);
    const view = await scopes.view(context, request.scope);
    if (!view.isScope) {
      throw new InputError(
        `${request.scope} has no members to explain a change: use a System, Domain or Group, or all`,
      );
    }
    const own = await this.own(view, request.kpi);
    const had = await this.whole(view, kpi, periods, own);
    const composition = this.compositionIn(view, kpi, periods, own, had);
    const values = await this.memberValues(view, kpi, composition, periods);
    const members = membersOf(values, periods);
    const amounts =
      typeof composition === 'string'
        ? undefined
        : amountsIn(composition, members, values, periods);
    if (typeof composition === 'string' || !amounts) {
      return this.withoutShares(view, kpi, request, periods, own, {
        whole: had,
        limit: typeof composition === 'string' ? composition : 'no-value',
        members,
        values,
      });
    }
    const by = request.by ?? 'entity';
    const groups = memberGroups(definitions, members, by);
    const merged = mergeMembers(amounts, groups.groupOf);
    const [whole] = mergeMembers(amounts, () => '');
    const answer = (each: Amounts | undefined) => answered(composition, each);
    const rejected = await this.rejected(view, kpi, values, periods, {
      origin: 'members',
      groupOf: groups.groupOf,
    });
    return contributionAnswer(
      {
        ...this.about(view, kpi, request),
        by,
        before: {
          period: periods.from,
          ...answer(whole.before)!,
          ...rejected.before(),
        },
        after: {
          period: periods.to,
          ...answer(whole.after)!,
          ...rejected.after(),
        },
        coverage: coverageOf(
          amounts.map(({ before, after }) => ({
            before: answer(before),
            after: answer(after),
          })),
        ),
      },
      merged.map(({ id, before, after }) => ({
        ...groups.describe(id),
        before: before ? { ...answer(before)!, ...rejected.before(id) } : null,
        after: after ? { ...answer(after)!, ...rejected.after(id) } : null,
      })),
      changeEffects(merged, composition.kind),
      request.limit ?? DEFAULT_PARTS,
    );
  }

  /** Where nothing adds up: the members by how much they changed themselves. */
  private async withoutShares(
    view: ScopeView,
    kpi: KpiEntity,
    request: ContributionRequest,
    periods: Periods,
    own: ReadonlyMap<string, CurrentSeries>,
    {
      whole,
      limit,
      members,
      values,
    }: {
      whole: Whole;
      limit: ContributionLimit;
      members: string[];
      values: Values;
    },
  ): Promise<Contribution> {
    const rejected = await this.rejected(view, kpi, values, periods, {
      origin: own.has(kpi.metadata.name) ? 'own' : 'members',
      groupOf: ref => ref,
    });
    const valueIn = (start: string) => ({
      period: start,
      value: whole.get(start)?.value ?? null,
      weight: null,
      ...(whole.get(start)?.known ? { known: whole.get(start)!.known } : {}),
    });
    const before = { ...valueIn(periods.from), ...rejected.before() };
    const after = { ...valueIn(periods.to), ...rejected.after() };
    const isKnown =
      before.value !== null && after.value !== null && limit !== 'incomplete';
    const ofKpi = values.get(kpi.metadata.name);
    const valuesIn = (start: string) => {
      const found = ofKpi?.get(start);
      const counted = new Set(found?.members);
      return (ref: string): ContributionValue | null => {
        const value = counted.has(ref) && found?.values.get(ref);
        return value ? { value: value.value, weight: null } : null;
      };
    };
    const [valueBefore, valueAfter] = [periods.from, periods.to].map(valuesIn);
    const parts = members.map(ref => {
      const [was, is] = [valueBefore(ref), valueAfter(ref)];
      return {
        ref,
        title: view.definitions.entities.get(ref)?.title ?? ref,
        before: was && { ...was, ...rejected.before(ref) },
        after: is && { ...is, ...rejected.after(ref) },
      };
    });
    return contributionAnswer(
      {
        ...this.about(view, kpi, request),
        by: 'entity',
        before,
        after,
        limit: isKnown || limit === 'incomplete' ? limit : 'no-value',
        coverage: coverageOf(parts),
      },
      isKnown ? parts : [],
      undefined,
      request.limit ?? DEFAULT_PARTS,
    );
  }

  private about(
    { partial, definitions }: ScopeView,
    kpi: KpiEntity,
    { scope, kpi: name }: ContributionRequest,
  ) {
    return {
      scope,
      ...(partial ? { partial } : {}),
      kpi: name,
      title: kpi.metadata.title ?? name,
      unit: kpi.spec.unit,
      direction: kpi.spec.direction,
      periodType: kpi.spec.period,
      ...(hasRecords(this.options.sources, definitions, kpi)
        ? { hasRecords: true as const }
        : {}),
    };
  }

  /** How many rows are missing from the whole, or from a part, before and after. */
  private async rejected(
    view: ScopeView,
    kpi: KpiEntity,
    values: Values,
    { from, to }: Periods,
    {
      origin,
      groupOf,
    }: {
      origin: 'own' | 'members';
      /** The part to which a member belongs. */
      groupOf: (entityRef: string) => string;
    },
  ) {
    const { name } = kpi.metadata;
    const periodType = kpi.spec.period;
    const whole = await this.options.rejected.of(
      view,
      { kpi: name, origin, periodType },
      from,
    );
    const [any] = values.values();
    const [before, after] = [from, to].map(start =>
      (any?.get(start)?.members ?? []).map(entityRef => ({
        entityRef,
        kpi: name,
        period: start,
        periodType,
      })),
    );
    const rejectedOf = await this.options.rejected.ofEntities(view, [
      ...before,
      ...after,
    ]);
    const reader = (start: string, members: EntityValue[]) => {
      const byPart = new Map<string, number>();
      for (const member of members) {
        const part = groupOf(member.entityRef);
        const { rejectedRows = 0 } = rejectedOf(member);
        byPart.set(part, (byPart.get(part) ?? 0) + rejectedRows);
      }
      /** @param part - the whole if not given */
      return (part?: string): { rejectedRows?: number } => {
        const rejectedRows =
          part === undefined ? whole.get(start) : byPart.get(part);
        return rejectedRows ? { rejectedRows } : {};
      };
    };
    return { before: reader(from, before), after: reader(to, after) };
  }

  /** What was measured of the scope itself, of the KPI or what it is computed from. */
  private async own(
    { definitions, scope }: ScopeView,
    kpi: string,
  ): Promise<ReadonlyMap<string, CurrentSeries>> {
    return scope === ALL
      ? new Map()
      : this.options.evaluator.current(definitions, scope, kpi);
  }

  /** The values of a scope that are not made of those of its members. */
  private async whole(
    view: ScopeView,
    kpi: KpiEntity,
    { from, to }: Periods,
    own: ReadonlyMap<string, CurrentSeries>,
  ): Promise<Whole> {
    const { periods, scopes } = this.options;
    const series = own.get(kpi.metadata.name);
    const values = series
      ? (await periods.read([series.id], from, to)).get(series.id) ?? []
      : [
          ...(await scopes.history(view, kpi, { from, to: from })),
          ...(await scopes.history(view, kpi, { from: to, to })),
        ];
    return new Map(values.map(value => [value.period, value]));
  }

  /** What the value of a scope is made of, or why its change cannot be explained. */
  private compositionIn(
    { definitions, scope }: ScopeView,
    kpi: KpiEntity,
    { from, to }: Periods,
    own: ReadonlyMap<string, CurrentSeries>,
    had: Whole,
  ): Composition | ContributionLimit {
    const { completenessFloor } = this.options.evaluator
      .at(definitions)
      .judgement(kpi, scope);
    if (
      [from, to].some(start =>
        isIncomplete(had.get(start)?.known, completenessFloor),
      )
    ) {
      return 'incomplete';
    }
    return own.size
      ? 'own'
      : compositionOf(kpi, definitions.kpis, definitions.formulas);
  }

  private async memberValues(
    { definitions, scope, visible, day }: ScopeView,
    kpi: KpiEntity,
    composition: Composition | ContributionLimit,
    { from, to }: Periods,
  ): Promise<Values> {
    const { knex, memberships, evaluator } = this.options;
    const name = kpi.metadata.name;
    const names =
      typeof composition === 'string' ? [name] : kpisOf(composition);
    const found = new Map<string, ReadonlyMap<string, MemberValues>>();
    for (const each of names) {
      const calculation = new ScopeCalculation({
        ...this.options,
        tx: knex,
        at: evaluator.at(definitions),
        visible,
        kpi: definitions.kpi(each),
        membersByDay: memberships.membersByDay,
        today: toEpochDay(day),
        formula: name,
      });
      found.set(each, await calculation.memberValues(scope, [from, to]));
    }
    return found;
  }
}

/** All who count in one of the periods. */
function membersOf(values: Values, { from, to }: Periods): string[] {
  const [any] = values.values();
  return [
    ...new Set([
      ...(any?.get(from)?.members ?? []),
      ...(any?.get(to)?.members ?? []),
    ]),
  ].sort();
}

/**
 * What each member puts into the value of the scope.
 *
 * @returns `undefined` where the scope has no value in one of the periods: nobody has
 * one of the KPIs that it is composed of, or there is nothing behind a mean
 */
function amountsIn(
  composition: Composition,
  members: string[],
  values: Values,
  periods: Periods,
): ContributionMember[] | undefined {
  const inPeriod = (start: string) => {
    const counted = new Set([...values.values()][0]?.get(start)?.members);
    const seen = new Set<string>();
    const byMember = new Map<string, Amounts>();
    for (const ref of counted) {
      const amounts = amountsOf(composition, kpi => {
        const value = values.get(kpi)?.get(start)?.values.get(ref);
        if (value) {
          seen.add(kpi);
        }
        return value;
      });
      if (amounts) {
        byMember.set(ref, amounts);
      }
    }
    return seen.size === values.size ? byMember : undefined;
  };
  const before = inPeriod(periods.from);
  const after = inPeriod(periods.to);
  if (!before || !after) {
    return undefined;
  }
  const found = members.map(id => ({
    id,
    before: before.get(id),
    after: after.get(id),
  }));
  const effects = changeEffects(found, composition.kind);
  return effects && !isMeanOfNothing(composition, found) ? found : undefined;
}

/** A mean has no value where the sum of its weights is 0 or less. */
function isMeanOfNothing(
  { kind, denominator }: Composition,
  members: ContributionMember[],
): boolean {
  const [whole] = mergeMembers(members, () => '');
  return (
    kind === 'ratio' &&
    denominator.some(({ of }) => of === 'weight') &&
    [whole.before, whole.after].some(one => !one || one.denominator <= 0)
  );
}

function kpisOf({ numerator, denominator }: Composition): string[] {
  return [...new Set([...numerator, ...denominator].map(term => term.kpi))];
}

function answered(
  { kind }: Composition,
  amounts: Amounts | undefined,
): ContributionValue | null {
  return amounts
    ? {
        value: valueOf(amounts, kind),
        weight: kind === 'ratio' ? amounts.denominator : null,
      }
    : null;
}

import { InputError } from '@backstage/errors';
import { assertFinite, isIncomplete } from '@internal/kpi-tree';
import {
  addPeriods,
  Breakdown,
  countPeriods,
  KpiBreakdown,
  KpiEntity,
  Known,
  periodOf,
  periodsBetween,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { RequestContext } from '../access/RequestContexts';
import { assertDates } from '../clock/assertDates';
import { comparedPeriods } from '../clock/comparedPeriods';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { ALL } from '../definitions/Scope';
import { CombinedValue, combineOverEntities } from '../evaluation/combine';
import { Evaluator } from '../evaluation/Evaluator';
import { Memberships } from '../memberships/Memberships';
import { ScopeCalculation } from '../rollup/ScopeCalculation';
import { ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import { ClassStore } from '../store/ClassStore';
import { classNameOf } from '../store/classes';
import { CurrentStore } from '../store/CurrentStore';
import { PeriodStore } from '../store/PeriodStore';
import {
  addsUpBy,
  breakdownChange,
  breakdownClasses,
  BrokenDownPeriod,
  largestClasses,
  mergeClasses,
  withRest,
} from './breakdownAnswer';
import {
  FoundClasses,
  RecordBreakdowns,
  ValuesByPeriod,
} from './RecordBreakdowns';

/** Which breakdown is asked for, and what part of its history. */
export type BreakdownRequest = {
  scope: string;
  kpi: string;
  /** The id of a breakdown; the first of the KPI if not given. */
  by?: string;
  /** Another column of its records, in place of `by`. */
  column?: string;
  /** Whether the caller may see the classes of a column with personal data. */
  withPersonal?: boolean;
  /** The first and the last date, `YYYY-MM-DD`; 24 periods up to now if not given. */
  from?: string;
  to?: string;
  /** How many classes are shown each by itself; as the KPI says if not given. */
  top?: number;
  /** Dates in the periods that are compared. */
  before?: string;
  after?: string;
};

const DEFAULT_PERIODS = 24;
const MOST_PERIODS = 120;
const DEFAULT_TOP = 10;

/** For more entities it is quicker to read all there are. */
const MEMBERS_BY_NAME = 1_000;

/** A column that is asked for, with the id of its breakdown if the KPI has one. */
type AskedColumn = Pick<KpiBreakdown, 'column' | 'top'> & { id?: string };

/** What is measured of a scope in a period, with how much of it is known. */
type Period = BrokenDownPeriod & { known?: Known };

/** Answers what a KPI is made of by the classes of a column. */
export class BreakdownService {
  constructor(
    private readonly options: {
      knex: Knex;
      classes: ClassStore;
      periods: PeriodStore;
      current: CurrentStore;
      evaluator: Evaluator;
      memberships: Memberships;
      recordBreakdowns: RecordBreakdowns;
      scopes: ScopeService;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * @throws `NotFoundError` if there is no such KPI, or no entity that the caller may read;
   * `InputError` if it has no such breakdown, or a date is wrong
   */
  async breakdown(
    context: RequestContext,
    request: BreakdownRequest,
  ): Promise<Breakdown> {
    const { definitions, day } = context;
    const kpi = definitions.kpi(request.kpi);
    const { spec, metadata } = kpi;
    const by = this.breakdownOf(kpi, request);
    const shown = shownPeriods(request, kpi, day);
    const compared = comparedPeriods(
      { from: request.before, to: request.after },
      spec.period,
      day,
      { from: 'before', to: 'after' },
    );
    const view = await this.options.scopes.view(context, request.scope);
    const { periods: read, readAt } = await this.read(view, kpi, by, [
      ...new Set([...shown, compared.from, compared.to]),
    ]);
    const ofShown = shown.map(start => read.get(start)!);
    const top = largestClasses(
      ofShown,
      spec,
      request.top ?? by.top ?? DEFAULT_TOP,
    );
    const isTop = new Set(top);
    const merged = (start: string) => withRest(read.get(start)!, isTop, spec);
    const count = new Set(
      ofShown.flatMap(({ classes }) =>
        [...classes.keys()].filter(
          key => classNameOf(key) !== undefined && !isTop.has(key),
        ),
      ),
    ).size;
    const { completenessFloor } = this.options.evaluator
      .at(definitions)
      .judgement(kpi, request.scope);
    const answer: Breakdown = {
      scope: request.scope,
      ...(view.partial ? { partial: view.partial } : {}),
      kpi: request.kpi,
      title: metadata.title ?? request.kpi,
      unit: spec.unit,
      direction: spec.direction,
      periodType: spec.period,
      breakdowns: (spec.breakdowns ?? []).map(({ id, column }) => ({
        id,
        column,
      })),
      ...(by.id === undefined ? {} : { by: by.id }),
      column: by.column,
      ...(readAt ? { readAt: readAt.toISOString() } : {}),
      addsUp: addsUpBy(spec),
      periods: ofShown.map(({ period: start, whole, known, notKept }) => ({
        period: start,
        value: whole?.value ?? null,
        weight: whole?.weight ?? 0,
        ...(known ? { known } : {}),
        ...(notKept ? { notKept } : {}),
      })),
      classes: breakdownClasses(shown.map(merged), top, spec, count),
      change: breakdownChange(
        merged(compared.from),
        merged(compared.to),
        spec,
        {
          isIncomplete: [compared.from, compared.to].some(start =>
            isIncomplete(read.get(start)!.known, completenessFloor),
          ),
          count,
        },
      ),
    };
    assertFinite(answer, 'breakdown');
    return answer;
  }

  /** What there is in some periods: of the scope itself, or of its members. */
  private async read(
    view: ScopeView,
    kpi: KpiEntity,
    by: AskedColumn,
    starts: string[],
  ): Promise<{ periods: ReadonlyMap<string, Period>; readAt?: Date }> {
    const { spec } = kpi;
    const sorted = [...starts].sort();
    const own = await this.own(view, kpi, [sorted[0], sorted.at(-1)!]);
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
    const periods = sorted.map((start): [string, Period] => {
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

  /** By which column it is asked for: that of a breakdown, or another one. */
  private breakdownOf(
    kpi: KpiEntity,
    { by, column, withPersonal = false }: BreakdownRequest,
  ): AskedColumn {
    if (column === undefined) {
      return declaredBreakdown(kpi, by);
    }
    if (by !== undefined) {
      throw new InputError(
        `by is ${by} and column is ${column}: use one of them`,
      );
    }
    this.options.recordBreakdowns.assertColumn(kpi, column, withPersonal);
    return { column };
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

function declaredBreakdown(
  { metadata, spec }: KpiEntity,
  id: string | undefined,
): KpiBreakdown {
  const all = spec.breakdowns ?? [];
  if (!all.length) {
    throw new InputError(
      `${metadata.name} has no breakdowns: name columns of its records in spec.breakdowns of the Kpi`,
    );
  }
  const found = id === undefined ? all[0] : all.find(one => one.id === id);
  if (!found) {
    throw new InputError(
      `by is ${id}: ${metadata.name} is broken down by ${all
        .map(one => one.id)
        .join(', ')}`,
    );
  }
  return found;
}

/** The first days of the periods that are shown, in chronological order. */
function shownPeriods(
  request: BreakdownRequest,
  { spec: { period: periodType } }: KpiEntity,
  today: string,
): string[] {
  assertDates({ from: request.from, to: request.to });
  const { to } = request;
  const last = to !== undefined && to < today ? to : today;
  const from =
    request.from ??
    addPeriods(periodOf(last, periodType), periodType, 1 - DEFAULT_PERIODS);
  if (from > last) {
    throw new InputError(
      `from is ${from}, which is after ${last}: use an earlier date`,
    );
  }
  if (countPeriods(from, last, periodType) > MOST_PERIODS) {
    throw new InputError(
      `from ${from} to ${last} are too many periods: ask for at most ${MOST_PERIODS}`,
    );
  }
  return periodsBetween(from, last, periodType);
}

import { InputError } from '@backstage/errors';
import { assertFinite, isIncomplete } from '@internal/kpi-tree';
import {
  addPeriods,
  Breakdown,
  countPeriods,
  KpiBreakdown,
  KpiEntity,
  periodOf,
  periodsBetween,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { assertDates } from '../clock/assertDates';
import { comparedPeriods } from '../clock/comparedPeriods';
import { Evaluator } from '../evaluation/Evaluator';
import { ScopeService } from '../scopes/ScopeService';
import { classNameOf } from '../store/classes';
import {
  addsUpBy,
  breakdownChange,
  breakdownClasses,
  largestClasses,
  withRest,
} from './breakdownAnswer';
import { AskedColumn, ClassHistory } from './ClassHistory';
import { RecordBreakdowns } from './RecordBreakdowns';

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

/** Answers what a KPI is made of by the classes of a column. */
export class BreakdownService {
  constructor(
    private readonly options: {
      classHistory: ClassHistory;
      evaluator: Evaluator;
      recordBreakdowns: RecordBreakdowns;
      scopes: ScopeService;
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
    const { periods: read, readAt } = await this.options.classHistory.read(
      view,
      kpi,
      by,
      [...new Set([...shown, compared.from, compared.to])],
    );
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

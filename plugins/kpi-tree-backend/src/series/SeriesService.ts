import { InputError } from '@backstage/errors';
import {
  boundInForce,
  describeAssessment,
  firstRejectedPeriod,
  ownerEntityRef,
} from '@internal/kpi-tree';
import {
  addPeriods,
  countPeriods,
  KpiEntity,
  periodOf,
  periodsBetween,
  PeriodType,
  Series,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { assertDates } from '../clock/assertDates';
import { ALL } from '../definitions/Scope';
import {
  combineOverTime,
  numeratorBeside,
  relativeError,
} from '../evaluation/combine';
import { Evaluator } from '../evaluation/Evaluator';
import { CurrentSeries } from '../evaluation/SeriesEvaluation';
import { ComputedFormulaHistory } from '../history/ComputedFormulaHistory';
import { ComputedScopeHistory } from '../history/ComputedScopeHistory';
import { scopeJudgement } from '../rollup/scopeTargets';
import { assessedWith, RejectedRows } from '../scopes/RejectedRows';
import { ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import { periodsOf } from '../scorecard/buildNode';
import { SetAsides } from '../setAside/SetAsides';
import { ROLLED_UP } from '../store/InsightStore';
import { extentOf, MeasurementStore } from '../store/MeasurementStore';
import { PeriodStore } from '../store/PeriodStore';
import { ScopeValue } from '../store/RollupStore';
import { AssessmentService } from './AssessmentService';
import { seriesPoints } from './seriesPoints';

/** What part of a history is asked for. */
export type SeriesRequest = {
  scope: string;
  kpi: string;
  /** The first and the last date, `YYYY-MM-DD`. */
  from?: string;
  to?: string;
  periodType?: PeriodType;
};

/** More points than a person can look at, and than a page should carry. */
const MAX_POINTS = 5_000;

/** What a history is made of. */
type Found = Pick<
  Series,
  'origin' | 'source' | 'coveredUntil' | 'earlierArithmeticBefore'
> & {
  values: Pick<
    ScopeValue,
    'period' | 'value' | 'weight' | 'numerator' | 'known' | 'bounds'
  >[];
};

/**
 * Answers the history of a KPI of an entity or scope.
 */
export class SeriesService {
  constructor(
    private readonly options: {
      measurements: MeasurementStore;
      periods: PeriodStore;
      evaluator: Evaluator;
      scopes: ScopeService;
      members: ComputedScopeHistory;
      formulas: ComputedFormulaHistory;
      assessments: AssessmentService;
      rejected: Pick<RejectedRows, 'of'>;
      setAsides: SetAsides;
    },
  ) {}

  /**
   * @throws `NotFoundError` if there is no such KPI, or no entity that the
   * caller may read; `InputError` if a date or the period is wrong
   */
  async series(
    context: RequestContext,
    request: SeriesRequest,
  ): Promise<Series> {
    const { scopes, evaluator, assessments } = this.options;
    const { definitions } = context;
    const kpi = definitions.kpi(request.kpi);
    const periodType = checkRequest(request, kpi, context.day);
    const view = await scopes.view(context, request.scope);
    const measured =
      request.scope === ALL
        ? new Map<string, CurrentSeries>()
        : await evaluator.current(definitions, request.scope, request.kpi);
    const own = measured.get(request.kpi);
    const { entries } = await this.options.setAsides.list();
    const isOwn =
      own !== undefined ||
      !view.isScope ||
      // The combined value of the members does not replace what cannot be evaluated
      entries.some(
        ({ subject, kpi: name, seriesId }) =>
          subject === request.scope &&
          name === request.kpi &&
          seriesId !== ROLLED_UP,
      );
    const find = () => {
      if (definitions.formulas.get(request.kpi)) {
        return this.ofFormula(view, kpi, measured, isOwn, request, periodType);
      }
      return isOwn
        ? this.ofOwn(view, kpi, own, request, periodType)
        : this.ofMembers(view, kpi, request, periodType);
    };
    const { values, ...about } = await find();
    const current = evaluator.currentPeriod(kpi);
    const rejected = await this.options.rejected.of(
      view,
      { kpi: request.kpi, origin: about.origin, periodType },
      // As far back as it says something of the data
      request.from &&
        [request.from, firstRejectedPeriod(current, periodType)].sort()[0],
    );
    const bounds = new Map(values.map(v => [v.period, v.bounds]));
    const by = evaluator.at(definitions).judgement(kpi, request.scope);
    const first = firstShown(
      request,
      values[0]?.period ?? null,
      periodType,
      view.day,
    );
    const assessed =
      periodType === kpi.spec.period
        ? await assessments.assess(view, kpi, measured)
        : undefined;
    const assessment =
      assessed && assessedWith(assessed, rejected, current, periodType);
    const judgementIn = (start: string) =>
      about.origin === 'own'
        ? by
        : scopeJudgement(
            definitions,
            kpi,
            request.scope,
            by,
            start,
            bounds.get(start),
          );
    const targetOf = (start: string) =>
      boundInForce(judgementIn(start).target, start);
    const targetChanges = definitions.targetChanges(request.kpi, request.scope);
    return {
      scope: request.scope,
      kpi: request.kpi,
      title: kpi.metadata.title ?? request.kpi,
      description: kpi.metadata.description ?? '',
      owner: ownerEntityRef(definitions.effective(kpi, request.scope).owner),
      unit: kpi.spec.unit,
      direction: kpi.spec.direction,
      periodType,
      periods: periodsOf(kpi),
      ...about,
      ...(about.origin === 'members' && view.partial
        ? { partial: view.partial }
        : {}),
      relativeError: relativeError(kpi.spec),
      points: seriesPoints({
        kpi,
        periodType,
        periods: first
          ? periodsUpTo(first, request.to, periodType, view.day)
          : [],
        values: values.flatMap(one =>
          one.weight === null
            ? []
            : [
                {
                  period: one.period,
                  value: one.value,
                  weight: one.weight,
                  ...numeratorBeside(one),
                  known: one.known,
                },
              ],
        ),
        judgementIn,
        rejected,
        exceptions: definitions.exceptionsOf(request.scope, request.kpi),
        day: view.day,
      }),
      ...(targetChanges.length ? { targetChanges } : {}),
      ...(assessment
        ? {
            assessment,
            sentences: describeAssessment(assessment, targetOf(current), {
              unit: kpi.spec.unit,
              periodType,
            }),
          }
        : {}),
    };
  }

  /** Of what was measured for the entity or scope itself. */
  private async ofOwn(
    view: ScopeView,
    kpi: KpiEntity,
    series: CurrentSeries | undefined,
    request: SeriesRequest,
    periodType: PeriodType,
  ): Promise<Found> {
    const { measurements, periods } = this.options;
    const from = request.from && periodOf(request.from, periodType);
    const values = async (measuredOf: CurrentSeries) => {
      const { id } = measuredOf;
      if (periodType === kpi.spec.period) {
        return (await periods.read([id], from, request.to)).get(id) ?? [];
      }
      const measured = await measurements.read(
        [id],
        from,
        request.to && lastDayOf(request.to, periodType),
      );
      return combineOverTime(
        measured.get(id) ?? [],
        kpi.spec,
        periodType,
        measuredOf,
        toEpochDay(view.day),
      );
    };
    return {
      origin: 'own',
      source: series?.source ?? kpi.spec.source?.id ?? null,
      coveredUntil: series?.coveredUntil ?? null,
      earlierArithmeticBefore:
        series && extentOf(series).earlierArithmeticBefore,
      values: series ? await values(series) : [],
    };
  }

  /** Of what is computed: from what is stored, or now if for another period. */
  private async ofFormula(
    view: ScopeView,
    kpi: KpiEntity,
    own: ReadonlyMap<string, CurrentSeries>,
    isOwn: boolean,
    request: SeriesRequest,
    periodType: PeriodType,
  ): Promise<Found> {
    const { formulas, periods: store } = this.options;
    const { definitions } = view;
    const formula = { definitions, view, kpi: request.kpi, own };
    const extent = await formulas.extent(formula);
    const now = view.day;
    const from = firstShown(request, extent.from, periodType, now);
    const periods = from ? periodsUpTo(from, request.to, periodType, now) : [];
    const stored = async () => {
      const id = own.get(request.kpi)?.id;
      if (!isOwn) {
        return this.ofScope(view, kpi, periods);
      }
      return id === undefined
        ? []
        : (await store.read([id], periods[0], request.to)).get(id) ?? [];
    };
    return {
      origin: isOwn ? 'own' : 'members',
      source: null,
      coveredUntil: extent.coveredUntil,
      earlierArithmeticBefore: extent.earlierArithmeticBefore,
      values:
        periodType === kpi.spec.period
          ? await stored()
          : await formulas.values(formula, periodType, periods),
    };
  }

  private async ofScope(
    view: ScopeView,
    kpi: KpiEntity,
    periods: string[],
  ): Promise<ScopeValue[]> {
    return periods.length
      ? this.options.scopes.history(view, kpi, {
          from: periods[0],
          to: periods[periods.length - 1],
        })
      : [];
  }

  /** Of the combined value of the members of a scope. */
  private async ofMembers(
    view: ScopeView,
    kpi: KpiEntity,
    request: SeriesRequest,
    periodType: PeriodType,
  ): Promise<Found> {
    const { members } = this.options;
    const { grain, source } = kpi.spec;
    const extent = await members.extent(view, kpi.metadata.name, grain);
    const last = view.day;
    const from = firstShown(request, extent.from, periodType, last);
    const periods = from ? periodsUpTo(from, request.to, periodType, last) : [];
    return {
      origin: 'members',
      source: source?.id ?? null,
      coveredUntil: extent.coveredUntil,
      earlierArithmeticBefore: extent.earlierArithmeticBefore,
      values:
        periodType === kpi.spec.period
          ? await this.ofScope(view, kpi, periods)
          : await members.values(view, kpi, periodType, periods),
    };
  }
}

/**
 * The date from which a history is shown: as it is asked for, else from the first
 * measurement, as far back as there are points.
 */
function firstShown(
  request: SeriesRequest,
  measured: string | null,
  periodType: PeriodType,
  now: string,
): string | undefined {
  if (request.from !== undefined || measured === null) {
    return request.from;
  }
  const last = periodOf(lastShown(request.to, now), periodType);
  const earliest = addPeriods(last, periodType, 1 - MAX_POINTS);
  return measured < earliest ? earliest : measured;
}

/** The last day of the period in which a date lies: it is shown with all of them. */
function lastDayOf(date: string, periodType: PeriodType): string {
  const next = addPeriods(periodOf(date, periodType), periodType, 1);
  return addPeriods(next, 'day', -1);
}

function lastShown(to: string | undefined, now: string): string {
  return to !== undefined && to < now ? to : now;
}

/** The periods from a date up to one that is not in the future. */
function periodsUpTo(
  from: string,
  to: string | undefined,
  periodType: PeriodType,
  now: string,
): string[] {
  const last = lastShown(to, now);
  if (countPeriods(from, last, periodType) > MAX_POINTS) {
    throw new InputError(
      `from ${from} to ${last} are too many points: ask for at most ${MAX_POINTS}, or for a longer period`,
    );
  }
  return periodsBetween(from, last, periodType);
}

function checkRequest(
  request: SeriesRequest,
  kpi: KpiEntity,
  now: string,
): PeriodType {
  assertDates({ from: request.from, to: request.to });
  const periodType = request.periodType ?? kpi.spec.period;
  if (!periodsOf(kpi).includes(periodType)) {
    throw new InputError(
      `period is ${periodType}: ${request.kpi} can be shown by ${periodsOf(
        kpi,
      ).join(', ')}`,
    );
  }
  if (request.from) {
    periodsUpTo(request.from, request.to, periodType, now);
  }
  return periodType;
}

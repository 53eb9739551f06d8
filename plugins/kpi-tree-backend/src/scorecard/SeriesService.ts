import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  aggregateOverEntities,
  aggregateOverTime,
  isIsoDate,
  judge,
  KpiEntity,
  periodOf,
  periodsBetween,
  PeriodType,
  PeriodValue,
  Series,
  toEpochDay,
  ownerEntityRef,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeConfig } from '../config';
import { ALL, Definitions } from '../definitions/Definitions';
import { Evaluator } from '../evaluation/Evaluator';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { periodsOf } from './buildNode';
import { EntityAccess } from './EntityAccess';
import { seriesPoints, today } from './seriesPoints';
import { scopeJudgement } from './scopeTargets';

/** What part of a history is asked for. */
export type SeriesRequest = {
  scope: string;
  kpi: string;
  /** The first and the last date, `YYYY-MM-DD`. */
  from?: string;
  to?: string;
  period?: PeriodType;
};

/** More points than a person can look at, and than a page should carry. */
const MAX_POINTS = 5_000;

/** The least days of a period. */
const SHORTEST: Record<PeriodType, number> = {
  day: 1,
  week: 7,
  month: 28,
  quarter: 90,
};

/**
 * Answers the history of a KPI of an entity or scope.
 */
export class SeriesService {
  constructor(
    private readonly options: {
      measurements: MeasurementStore;
      evaluator: Evaluator;
      access: EntityAccess;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * @throws `NotFoundError` if there is no such KPI, or no entity that the
   * caller may read; `InputError` if a date or the period is wrong
   */
  async series(
    definitions: Definitions,
    request: SeriesRequest,
    credentials: BackstageCredentials,
  ): Promise<Series> {
    const { measurements, access, evaluator, config } = this.options;
    const kpi = definitions.kpi(request.kpi);
    const period = checkRequest(request, kpi);
    if (request.scope !== ALL) {
      await access.assertReadable(request.scope, credentials);
    }
    const { series, origin } = await this.find(
      definitions,
      request,
      kpi,
      credentials,
    );
    const values = await measurements.read(
      series.map(s => s.id),
      request.from && periodOf(request.from, period),
      request.to,
    );
    const { aggregate, grain } = kpi.spec;
    const each = series.map(s =>
      aggregateOverTime(
        values.get(s.id) ?? [],
        grain,
        period,
        aggregate.overTime,
      ),
    );
    const combined =
      origin === 'own' ? each[0] ?? [] : rollUpHistory(each, kpi);
    const judgementOf = (entityRef: string) =>
      evaluator.judgement(definitions, kpi, entityRef);
    const by = judgementOf(request.scope);
    const measured = each.map(list => new Set(list.map(v => v.period)));
    const judgementIn = (start: string) =>
      origin === 'own'
        ? by
        : scopeJudgement(
            definitions,
            kpi,
            request.scope,
            by,
            series
              .filter((_, i) => measured[i].has(start))
              .map(s => judge(undefined, start, judgementOf(s.entityRef))),
          );
    const periods = this.periods(combined, request, period, today(config));
    return {
      scope: request.scope,
      kpi: request.kpi,
      title: kpi.metadata.title ?? request.kpi,
      description: kpi.metadata.description ?? '',
      owner: ownerEntityRef(definitions.effective(kpi, request.scope).owner),
      unit: kpi.spec.unit,
      direction: kpi.spec.direction,
      periodType: period,
      periods: periodsOf(kpi),
      origin,
      source: series[0]?.source ?? kpi.spec.source?.id ?? null,
      coveredUntil: oldest(series),
      points: seriesPoints({
        kpi,
        period,
        periods,
        values: combined,
        judgementIn,
        config,
      }),
    };
  }

  private async find(
    definitions: Definitions,
    { scope, kpi: name }: SeriesRequest,
    kpi: KpiEntity,
    credentials: BackstageCredentials,
  ): Promise<{ series: SeriesRecord[]; origin: Series['origin'] }> {
    const { measurements, access } = this.options;
    const find = async (entityRefs: string[]) =>
      (await measurements.findSeries({ entityRefs, kpis: [name] })).filter(
        s => s.grain === kpi.spec.grain,
      );
    const own = scope === ALL ? [] : await find([scope]);
    const members = own.length ? [] : definitions.members(scope);
    if (!members.length && scope !== ALL) {
      return { series: own, origin: 'own' };
    }
    const attached = members.filter(m => definitions.attachedKpis(m).has(name));
    const readable = await access.readable(attached, credentials);
    return { series: await find(readable), origin: 'members' };
  }

  private periods(
    values: PeriodValue[],
    request: SeriesRequest,
    period: PeriodType,
    now: string,
  ): string[] {
    const from = request.from ?? values[0]?.period;
    if (from === undefined) {
      return [];
    }
    const to = request.to ?? now;
    const last = to < now ? to : now;
    const days = toEpochDay(last) - toEpochDay(from);
    if (days / SHORTEST[period] > MAX_POINTS) {
      throw new InputError(
        `from ${from} to ${last} are too many points: ask for at most ${MAX_POINTS}, or for a longer period`,
      );
    }
    return periodsBetween(from, last, period);
  }
}

function checkRequest(request: SeriesRequest, kpi: KpiEntity): PeriodType {
  for (const name of ['from', 'to'] as const) {
    const date = request[name];
    if (date !== undefined && !isIsoDate(date)) {
      throw new InputError(`${name} is ${date}: use a date such as 2026-01-31`);
    }
  }
  const period = request.period ?? kpi.spec.period;
  if (!periodsOf(kpi).includes(period)) {
    throw new InputError(
      `period is ${period}: ${request.kpi} can be shown by ${periodsOf(
        kpi,
      ).join(', ')}`,
    );
  }
  return period;
}

function rollUpHistory(each: PeriodValue[][], kpi: KpiEntity): PeriodValue[] {
  const how = kpi.spec.aggregate.overEntities;
  return how === 'none' ? [] : aggregateOverEntities(each, how);
}

/** A scope is complete as far as the least complete of its series. */
function oldest(series: SeriesRecord[]): string | null {
  const untils = series.map(s => s.coveredUntil).sort();
  return untils.includes(null) ? null : untils[0] ?? null;
}

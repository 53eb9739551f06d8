import { InputError } from '@backstage/errors';
import {
  addPeriods,
  instantOf,
  isIsoDate,
  KpiEntity,
  periodOf,
  RecordPage,
  RecordsMissing,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource, SourceKpi } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { currentPeriodOn } from '@internal/kpi-tree';
import { z } from 'zod';
import { RequestContext } from '../access/RequestContexts';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { ALL } from '../definitions/Scope';
import { formulaOperands } from '../definitions/toKpi';
import { sourceEntities } from '../definitions/sourceEntities';
import { Evaluator } from '../evaluation/Evaluator';
import { Memberships } from '../memberships/Memberships';
import { readCursor, writeCursor } from '../paging/cursor';
import { ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';

/** Which records are asked for. */
export type RecordPageRequest = {
  scope: string;
  kpi: string;
  /** A date in the period, `YYYY-MM-DD`; by default in the last complete one. */
  period?: string;
  /** A column, or `value`. */
  sort?: string;
  descending: boolean;
  limit: number;
  cursor?: string;
  /** Whether the caller may see personal data. */
  withPersonal: boolean;
};

/** Beyond it nobody reads on. */
const FARTHEST = 100_000;

const positionSchema = z.object({ offset: z.int().min(0).max(FARTHEST) });

/** Answers which records a value is made of, where the source keeps them. */
export class RecordService {
  constructor(
    private readonly options: {
      sources: ReadonlyMap<string, KpiSource>;
      scopes: ScopeService;
      memberships: Memberships;
      evaluator: Evaluator;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * @throws `NotFoundError` if there is no such KPI, or no entity that the caller may read;
   * `InputError` if the date is wrong
   */
  async records(
    context: RequestContext,
    request: RecordPageRequest,
  ): Promise<RecordPage> {
    const { scopes, sources, config } = this.options;
    const { definitions } = context;
    const kpi = definitions.kpi(request.kpi);
    const { spec } = kpi;
    const start = startOf(request.period, spec.period, context.day);
    const view = await scopes.view(context, request.scope);
    const about = {
      kpi: request.kpi,
      scope: request.scope,
      periodType: spec.period,
      period: start,
      unit: spec.unit,
      ...(view.partial ? { partial: true as const } : {}),
    };
    const without = (missing: RecordsMissing, operands?: string[]) => ({
      ...about,
      missing,
      ...(operands ? { operands } : {}),
      items: [],
    });
    if (spec.formula !== undefined) {
      return without(
        'formula',
        (formulaOperands(definitions, kpi).operands ?? []).map(
          ({ name }) => name,
        ),
      );
    }
    const source = sources.get(spec.source?.id ?? '');
    if (!spec.source) {
      return without('pushed');
    }
    const measured = source && sourceKpi(source, kpi);
    if (!source?.records || !measured) {
      return without('not-kept');
    }
    const entityRefs = await this.counted(view, request.kpi, start, about);
    const { offset } = readCursor(request.cursor, positionSchema) ?? {
      offset: 0,
    };
    const { sort } = request;
    const found = await source.records({
      kpi: measured,
      entities: sourceEntities(definitions.whole, source),
      entityRefs,
      period: {
        from: new Date(instantOf(start, config.timeZone)),
        to: new Date(
          instantOf(addPeriods(start, spec.period, 1), config.timeZone),
        ),
      },
      timeZone: config.timeZone,
      ...(sort
        ? { order: { column: sort, descending: request.descending } }
        : {}),
      offset,
      limit: request.limit,
      withPersonal: request.withPersonal,
    });
    if (!found) {
      return without('not-kept');
    }
    const { readAt, rows, columns, ...rest } = found;
    const next = offset + rows.length;
    return {
      ...about,
      ...rest,
      readAt: readAt.toISOString(),
      columns: columns.map(({ name, type, isPersonal }) => ({
        name,
        type,
        ...(isPersonal ? { isPersonal: true as const } : {}),
      })),
      items: rows,
      ...(next < found.records && next <= FARTHEST
        ? { nextCursor: writeCursor({ offset: next }) }
        : {}),
    };
  }

  /** The entities whose records count: the scope itself, or its members of then. */
  private async counted(
    view: ScopeView,
    kpi: string,
    start: string,
    { periodType }: Pick<RecordPage, 'periodType'>,
  ): Promise<string[]> {
    const { evaluator, memberships, scopes } = this.options;
    const { definitions, scope, isScope } = view;
    if (!isScope) {
      return [scope];
    }
    if (scope !== ALL) {
      const own = await evaluator.current(definitions, scope, kpi);
      if (own.has(kpi)) {
        return [scope];
      }
    }
    await memberships.load();
    const last = addPeriods(addPeriods(start, periodType, 1), 'day', -1);
    const day = toEpochDay(last) < toEpochDay(view.day) ? last : undefined;
    return [...definitions.withKpi(scopes.membersOn(view, day), kpi)];
  }
}

function startOf(
  date: string | undefined,
  type: RecordPage['periodType'],
  today: string,
): string {
  if (date === undefined) {
    return currentPeriodOn(today, type);
  }
  if (!isIsoDate(date)) {
    throw new InputError(
      `period is ${date}: use a date in the period, such as 2026-04-01`,
    );
  }
  return periodOf(date, type);
}

/** The KPI as its source measures it; nothing if its settings do not fit. */
function sourceKpi(
  source: KpiSource,
  { metadata, spec }: KpiEntity,
): SourceKpi<unknown> | undefined {
  const { id, ...given } = spec.source!;
  void id;
  const { data } = source.settings.safeParse(given);
  return data === undefined
    ? undefined
    : { name: metadata.name, spec, settings: data };
}

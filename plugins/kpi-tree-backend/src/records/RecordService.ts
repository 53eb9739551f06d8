import { InputError } from '@backstage/errors';
import {
  addPeriods,
  instantOf,
  KpiEntity,
  periodOf,
  RecordChanges,
  RecordColumn,
  RecordPage,
  RecordsMissing,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  KpiSource,
  RecordsBehind,
  SourceKpi,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { currentPeriodOn } from '@internal/kpi-tree';
import { z } from 'zod';
import { RequestContext } from '../access/RequestContexts';
import { assertDates } from '../clock/assertDates';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { ALL } from '../definitions/Scope';
import { formulaOperands } from '../definitions/toKpi';
import { sourceEntities } from '../definitions/sourceEntities';
import { Evaluator } from '../evaluation/Evaluator';
import { Memberships } from '../memberships/Memberships';
import { readCursor, writeCursor } from '../paging/cursor';
import { ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import { OriginService } from './OriginService';
import { sourceKpi } from './sourceKpi';

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

/** Which records are compared. */
export type RecordChangesRequest = {
  scope: string;
  kpi: string;
  /** Dates in the periods, `YYYY-MM-DD`; by default the last complete one, and the one before. */
  from?: string;
  to?: string;
  /** How many of each group are listed. */
  limit: number;
  /** Whether the caller may see personal data. */
  withPersonal: boolean;
};

/** Of what records are asked for. */
type Asked = {
  view: ScopeView;
  kpi: KpiEntity;
  about: Pick<RecordPage, 'kpi' | 'scope' | 'periodType' | 'unit' | 'partial'>;
  /** What is said where there are none. */
  missing: Required<Pick<RecordPage, 'missing'>> & Pick<RecordPage, 'operands'>;
  /** Which may have them. */
  source?: KpiSource;
  /** The KPI as it measures it; nothing if its settings do not fit. */
  measured?: SourceKpi<unknown>;
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
      origins: OriginService;
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
    const { config } = this.options;
    const asked = await this.asked(context, request);
    const start = startOf('period', request.period, asked.about, context.day);
    const about = { ...asked.about, period: start };
    const { source, measured } = asked;
    if (!source?.records || !measured) {
      return this.withOrigin(context, asked, about, request.withPersonal);
    }
    const counted = await this.counted(asked.view, request.kpi, start, about);
    const { offset } = readCursor(request.cursor, positionSchema) ?? {
      offset: 0,
    };
    const { sort } = request;
    const found = await source.records({
      kpi: measured,
      entities: sourceEntities(context.definitions.whole, source),
      ...counted,
      timeZone: config.timeZone,
      ...(sort
        ? { order: { column: sort, descending: request.descending } }
        : {}),
      offset,
      limit: request.limit,
      withPersonal: request.withPersonal,
    });
    if (!found) {
      return this.withOrigin(context, asked, about, request.withPersonal);
    }
    // What somebody sent is in no record
    const { origin } = found.records
      ? {}
      : await this.withOrigin(context, asked, about, request.withPersonal);
    const { readAt, rows, columns, ...rest } = found;
    const next = offset + rows.length;
    return {
      ...about,
      ...(origin?.sent ? { origin } : {}),
      ...rest,
      readAt: readAt.toISOString(),
      columns: columns.map(toColumn),
      items: rows,
      ...(next < found.records && next <= FARTHEST
        ? { nextCursor: writeCursor({ offset: next }) }
        : {}),
    };
  }

  /** A page without records, with what is known of the value instead. */
  private async withOrigin(
    context: RequestContext,
    { view, kpi, missing, source, measured }: Asked,
    about: Omit<RecordPage, 'items'>,
    withPersonal: boolean,
  ): Promise<RecordPage> {
    if (missing.missing === 'formula') {
      return { ...about, ...missing, items: [] };
    }
    const counted = await this.counted(view, about.kpi, about.period, about);
    const origin = await this.options.origins.origin(
      context.definitions.whole,
      { kpi, source, measured, withPersonal, ...counted },
    );
    return { ...about, ...missing, origin, items: [] };
  }

  /**
   * How the records behind the values of two periods differ.
   *
   * @throws as {@link RecordService.records}
   */
  async changes(
    context: RequestContext,
    request: RecordChangesRequest,
  ): Promise<RecordChanges> {
    const { config } = this.options;
    const asked = await this.asked(context, request);
    const to = startOf('to', request.to, asked.about, context.day);
    const from =
      request.from === undefined
        ? addPeriods(to, asked.about.periodType, -1)
        : startOf('from', request.from, asked.about, context.day);
    if (from >= to) {
      throw new InputError(
        `from is ${from} and to is ${to}: use a period before that of to`,
      );
    }
    const about = { ...asked.about, from, to };
    const { source, measured } = asked;
    if (!source?.compareRecords || !measured) {
      return {
        ...about,
        ...asked.missing,
        groups: [],
        classes: [],
      };
    }
    const found = await source.compareRecords({
      kpi: measured,
      entities: sourceEntities(context.definitions.whole, source),
      before: await this.counted(asked.view, request.kpi, from, about),
      after: await this.counted(asked.view, request.kpi, to, about),
      timeZone: config.timeZone,
      limit: request.limit,
      withPersonal: request.withPersonal,
    });
    if (!found) {
      return { ...about, missing: 'not-kept', groups: [], classes: [] };
    }
    const { readAt, columns, unkeyed, groups, ...rest } = found;
    return {
      ...about,
      ...rest,
      ...(unkeyed ? { unkeyed: true as const } : {}),
      readAt: readAt.toISOString(),
      columns: columns.map(toColumn),
      groups: groups.map(({ rows, ...group }) => ({ ...group, items: rows })),
    };
  }

  /** Of what records are asked for, and which source has them or why none. */
  private async asked(
    context: RequestContext,
    request: { scope: string; kpi: string },
  ): Promise<Asked> {
    const { scopes, sources } = this.options;
    const { definitions } = context;
    const kpi = definitions.kpi(request.kpi);
    const { spec } = kpi;
    const view = await scopes.view(context, request.scope);
    const about = {
      kpi: request.kpi,
      scope: request.scope,
      periodType: spec.period,
      unit: spec.unit,
      ...(view.partial ? { partial: true as const } : {}),
    };
    const without = (missing: RecordsMissing, operands?: string[]) => ({
      view,
      kpi,
      about,
      missing: { missing, ...(operands ? { operands } : {}) },
    });
    if (spec.formula !== undefined) {
      return without(
        'formula',
        (formulaOperands(definitions, kpi).operands ?? []).map(
          ({ name }) => name,
        ),
      );
    }
    if (!spec.source) {
      return without('pushed');
    }
    const source = sources.get(spec.source.id);
    return {
      ...without('not-kept'),
      source,
      measured: source && sourceKpi(source, kpi),
    };
  }

  /** A period, and the entities whose records count in it. */
  private async counted(
    view: ScopeView,
    kpi: string,
    start: string,
    { periodType }: Pick<RecordPage, 'periodType'>,
  ) {
    const { timeZone } = this.options.config;
    const end = addPeriods(start, periodType, 1);
    return {
      entityRefs: await this.members(view, kpi, end),
      period: {
        from: new Date(instantOf(start, timeZone)),
        to: new Date(instantOf(end, timeZone)),
      },
    };
  }

  /** The scope itself, or its members at the end of a period. */
  private async members(
    view: ScopeView,
    kpi: string,
    end: string,
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
    const last = addPeriods(end, 'day', -1);
    const day = toEpochDay(last) < toEpochDay(view.day) ? last : undefined;
    return [...definitions.withKpi(scopes.membersOn(view, day), kpi)];
  }
}

function startOf(
  name: string,
  date: string | undefined,
  { periodType }: Pick<RecordPage, 'periodType'>,
  today: string,
): string {
  if (date === undefined) {
    return currentPeriodOn(today, periodType);
  }
  assertDates({ [name]: date });
  return periodOf(date, periodType);
}

function toColumn({
  name,
  type,
  isPersonal,
}: RecordsBehind['columns'][number]): RecordColumn {
  return { name, type, ...(isPersonal ? { isPersonal: true } : {}) };
}

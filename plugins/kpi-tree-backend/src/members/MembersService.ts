import { judge, ownerEntityRef } from '@internal/kpi-tree';
import {
  KpiEntity,
  Member,
  MemberPage,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';
import { RequestContext } from '../access/RequestContexts';
import { pastDay } from '../clock/asOf';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { compareNames } from '../definitions/Definitions';
import { ALL } from '../definitions/Scope';
import { EvaluatedAt, evaluatedAt } from '../evaluation/EvaluatedAt';
import { Evaluator } from '../evaluation/Evaluator';
import { readCursor, writeCursor } from '../paging/cursor';
import { EntityStates } from '../scopes/EntityStates';
import { EntityStatesOnDay } from '../scopes/EntityStatesOnDay';
import { RejectedRows } from '../scopes/RejectedRows';
import { ScopeService } from '../scopes/ScopeService';
import { CurrentStore, MemberState } from '../store/CurrentStore';
import { ByEntity } from '../store/EntityStateStore';
import { PeriodStore } from '../store/PeriodStore';

/** What members are asked for, in which order. */
export type MembersRequest = {
  kpi: string;
  scope: string;
  sort: 'score' | 'value' | 'name';
  limit: number;
  cursor?: string;
  /** `YYYY-MM-DD`: how they stood at the end of that day; now if not given. */
  asOf?: string;
};

/** Up to so many members are named in the query; of more all are ranked. */
const MEMBERS_BY_NAME = 300;

/** Read at once where not all are members. */
const MAX_ROWS = 2_000;

/** Where a page begins: in the ranking, or among those without a number. */
const positionSchema = z.discriminatedUnion('part', [
  z.object({
    part: z.literal('ranked'),
    number: z.number(),
    entityRef: z.string(),
  }),
  z.object({
    part: z.literal('others'),
    title: z.string(),
    entityRef: z.string(),
  }),
]);

type Position = z.infer<typeof positionSchema>;

type RankedPosition = Position & { part: 'ranked' };

/** How members stand with a KPI, now or on a past day. */
type States = {
  states(kpis: string[], entityRefs: string[]): Promise<ByEntity<MemberState>>;
  at: EvaluatedAt;
  /** Nothing of what is stored of now holds for a past day. */
  isPast: boolean;
};

/** What one request knows of the members. */
type Query = {
  context: RequestContext;
  states: States;
  kpi: string;
  by: 'score' | 'value';
  limit: number;
  /** The members that the caller may read and that have the KPI. */
  members: ReadonlySet<string>;
  /** Of all that have the KPI, 0..1. */
  share: number;
};

/**
 * Answers how each member of a scope stands with a KPI: a page of the ranking, those
 * without a number behind it by name.
 */
export class MembersService {
  constructor(
    private readonly options: {
      evaluator: Evaluator;
      current: CurrentStore;
      states: EntityStates;
      periods: PeriodStore;
      scopes: ScopeService;
      rejected: Pick<RejectedRows, 'ofEntities'>;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * @throws `NotFoundError` if there is no such KPI, or no scope that the
   * caller may read; `InputError` if the cursor is not one of ours or the day is not a date
   */
  async members(
    context: RequestContext,
    request: MembersRequest,
  ): Promise<MemberPage> {
    const { scopes } = this.options;
    const { definitions } = context;
    const { whole } = definitions;
    const { sort, limit } = request;
    const day = pastDay('asOf', request.asOf, context);
    const kpi = definitions.kpi(request.kpi);
    const position = readCursor(request.cursor, positionSchema);
    const view = await scopes.view(context, request.scope);
    const attached =
      day === undefined
        ? definitions.scope(request.scope).membersWith(request.kpi)
        : definitions.withKpi(scopes.membersOn(view, day), request.kpi);
    const query: Query = {
      context,
      states: this.statesOn(context, day),
      kpi: request.kpi,
      by: sort === 'value' ? 'value' : 'score',
      limit,
      members: attached,
      share: attached.size / whole.scope(ALL).membersWith(request.kpi).size,
    };
    const states =
      sort === 'name'
        ? await this.byName(query, limit, attached, position)
        : await this.byNumber(query, position);
    const items = states.slice(0, limit);
    const last = items[items.length - 1];
    const periodType = kpi.spec.period;
    const valueOf = ({ entityRef, period }: Ranked) => ({
      entityRef,
      kpi: request.kpi,
      period,
      periodType,
    });
    const rejectedOf = await this.options.rejected.ofEntities(
      context,
      items.map(valueOf),
    );
    return {
      items: items.map(state => ({
        ...toMember(context, kpi, state),
        ...rejectedOf(valueOf(state)),
      })),
      totalItems: attached.size,
      ...(states.length > limit
        ? { nextCursor: writeCursor(positionOf(context, last, sort)) }
        : {}),
    };
  }

  private statesOn(context: RequestContext, day: string | undefined): States {
    const { evaluator, periods, states, config } = this.options;
    const { definitions } = context;
    if (day === undefined) {
      return {
        states: (kpis, refs) => states.states(context, kpis, refs),
        at: evaluator.at(definitions),
        isPast: false,
      };
    }
    const at = evaluatedAt(day, definitions, config);
    const past = new EntityStatesOnDay({ periods, at });
    return {
      states: (kpis, refs) => past.states(kpis, refs),
      at,
      isPast: true,
    };
  }

  /** One more than the limit, if there are. */
  private async byNumber(
    query: Query,
    position: Position | undefined,
  ): Promise<Ranked[]> {
    const { current } = this.options;
    const { context, states, kpi, by, limit, members } = query;
    const { differences } = context.definitions;
    const judged = differences?.entitiesJudged(kpi) ?? [];
    const seen =
      states.isPast || judged.some(ref => members.has(ref))
        ? await this.ranking(query)
        : undefined;
    const rank = (after: RankedPosition | undefined) =>
      seen
        ? seen.filter(state => isBehind(state, by, after)).slice(0, limit + 1)
        : this.rank(query, after);
    const ranked = position?.part === 'others' ? [] : await rank(position);
    if (ranked.length > limit) {
      return ranked;
    }
    const withNumber = seen
      ? new Set(seen.map(({ entityRef }) => entityRef))
      : await current.ranked(kpi, by);
    const others = new Set([...members].filter(ref => !withNumber.has(ref)));
    return [
      ...ranked,
      ...(await this.byName(
        query,
        limit - ranked.length,
        others,
        position?.part === 'others' ? position : undefined,
      )),
    ];
  }

  /** All members with a number, where what is stored does not hold. */
  private async ranking({
    states,
    kpi,
    by,
    members,
  }: Query): Promise<Ranked[]> {
    const found = await states.states([kpi], [...members]);
    return [...members]
      .flatMap((ref): Ranked[] => {
        const state = found.get(ref)?.get(kpi);
        return state && numberOf(state, by) !== null
          ? [{ ...state, part: 'ranked' }]
          : [];
      })
      .sort((a, b) => (isBehind(b, by, toPosition(a, by)) ? -1 : 1));
  }

  private async rank(
    { kpi, by, limit, members, share }: Query,
    position: RankedPosition | undefined,
  ): Promise<Ranked[]> {
    const { current } = this.options;
    if (!members.size) {
      return [];
    }
    const named =
      share < 1 && members.size <= MEMBERS_BY_NAME ? [...members] : undefined;
    // Of those that are read about as many as are asked for are members
    const size = named
      ? limit + 1
      : Math.min(MAX_ROWS, Math.ceil((limit + 1) / share));
    const found: Ranked[] = [];
    let after = position;
    for (;;) {
      const page = await current.rank(kpi, by, size, after, named);
      for (const state of page) {
        if (members.has(state.entityRef)) {
          found.push({ ...state, part: 'ranked' });
        }
      }
      const last = page[page.length - 1];
      if (found.length > limit || page.length < size) {
        return found.slice(0, limit + 1);
      }
      // Those that may not be read, or are no members, made the page short
      after = {
        part: 'ranked',
        number: numberOf(last, by)!,
        entityRef: last.entityRef,
      };
    }
  }

  /** One more than the limit, if there are. */
  private async byName(
    { context: { definitions }, states, kpi }: Query,
    limit: number,
    members: ReadonlySet<string>,
    position: Position | undefined,
  ): Promise<Ranked[]> {
    const titleOf = (ref: string) =>
      definitions.entities.get(ref)?.title ?? ref;
    const after = position?.part === 'others' ? position : undefined;
    const page = definitions
      .byTitle(members)
      .filter(
        ref =>
          !after ||
          compareNames({ title: titleOf(ref), entityRef: ref }, after) > 0,
      )
      .slice(0, limit + 1);
    const found = await states.states([kpi], page);
    const known = definitions.kpi(kpi);
    const start = states.at.currentPeriod(known);
    const withoutData = (entityRef: string): MemberState => {
      const by = states.at.judgement(known, entityRef);
      const { score, status, target } = judge(undefined, start, by);
      return {
        entityRef,
        period: start,
        value: null,
        score,
        openScore: null,
        status,
        target,
        trend: 'unknown',
      };
    };
    return page.map(entityRef => ({
      part: 'others',
      ...(found.get(entityRef)?.get(kpi) ?? withoutData(entityRef)),
    }));
  }
}

function toMember(
  { definitions }: RequestContext,
  kpi: KpiEntity,
  { entityRef, period, value, known, score, status, target, trend }: Ranked,
): Member {
  return {
    entityRef,
    title: definitions.entities.get(entityRef)?.title ?? entityRef,
    owner: ownerEntityRef(definitions.effective(kpi, entityRef).owner),
    period,
    value,
    ...(known ? { known } : {}),
    target,
    status,
    score,
    trend,
  };
}

type Ranked = MemberState & { part: Position['part'] };

/** What members are ranked by: the score without its floor, or the value. */
function numberOf(
  { openScore, value }: MemberState,
  by: Query['by'],
): number | null {
  return by === 'score' ? openScore : value;
}

function toPosition(state: MemberState, by: Query['by']): RankedPosition {
  const { entityRef } = state;
  return { part: 'ranked', number: numberOf(state, by)!, entityRef };
}

/** The worst score comes first, and the highest value. */
function isBehind(
  state: MemberState,
  by: Query['by'],
  position: RankedPosition | undefined,
): boolean {
  if (!position) {
    return true;
  }
  const { entityRef } = state;
  const number = numberOf(state, by)!;
  const isLater =
    number > position.number ||
    (number === position.number && entityRef > position.entityRef);
  const isSame = number === position.number && entityRef === position.entityRef;
  return !isSame && isLater === (by === 'score');
}

function positionOf(
  { definitions }: RequestContext,
  state: Ranked,
  sort: MembersRequest['sort'],
): Position {
  const { part, entityRef } = state;
  const number = numberOf(state, sort === 'score' ? 'score' : 'value');
  return part === 'ranked' && number !== null
    ? { part, number, entityRef }
    : {
        part: 'others',
        title: definitions.entities.get(entityRef)?.title ?? entityRef,
        entityRef,
      };
}

import { judge, ownerEntityRef, statusOrder } from '@internal/kpi-tree';
import {
  OwnedKpi,
  OwnedPage,
  periodOf,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';
import { RequestContext } from '../access/RequestContexts';
import { KpiPlace, TreeIndex } from '../definitions/TreeIndex';
import { Evaluator } from '../evaluation/Evaluator';
import { sparkPeriods } from '../evaluation/spark';
import { readCursor, writeCursor } from '../paging/cursor';
import { EntityStates } from '../scopes/EntityStates';
import { RejectedRows } from '../scopes/RejectedRows';
import { ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import { NO_DATA } from '../scorecard/scoreTree';
import { CurrentState } from '../store/CurrentStore';
import { EntityStanding } from '../store/EntityStateStore';
import { comparePlacedNeed, PlacedNeed } from './need';

/** Whose KPIs are asked for, and which of them. */
export type OwnedRequest = {
  /** Entity references. */
  owners: string[];
  scope: string;
  /** Only those that stand so; all if not given. */
  status?: Status[];
  limit: number;
  cursor?: string;
};

const positionSchema = z.object({
  status: z.enum(statusOrder),
  trend: z.enum(['improving', 'worsening', 'stable', 'unknown']),
  openScore: z.number().nullable(),
  weight: z.number(),
  entityRef: z.string(),
  kpi: z.string(),
});

/** A KPI that somebody answers for, and its state. */
type Found = {
  entityRef: string;
  kpi: string;
  place: Place;
  state?: EntityStanding;
};

/** The tree and node by which a KPI of an entity is opened, and its weight there. */
type Place = KpiPlace & { tree: string };

/** Answers what somebody answers for, in order of need. */
export class OwnedService {
  constructor(
    private readonly options: {
      states: EntityStates;
      evaluator: Evaluator;
      scopes: ScopeService;
      rejected: Pick<RejectedRows, 'ofEntities'>;
    },
  ) {}

  /**
   * A page of the KPIs of entities whose owner is one of those asked for: by the
   * annotation of the entity, else by the Kpi.
   *
   * @throws `NotFoundError` if the caller may not read the scope; `InputError` if the
   * cursor is not one of ours
   */
  async owned(
    context: RequestContext,
    request: OwnedRequest,
  ): Promise<OwnedPage> {
    const { scopes } = this.options;
    const { owners, scope, status, limit } = request;
    const position = readCursor(request.cursor, positionSchema);
    const view = await scopes.view(context, scope);
    const all = await this.withStates(
      view,
      ownedKpis(view, new Set(owners)).flatMap(found => {
        const place = placeOf(view, found.entityRef, found.kpi);
        return place ? [{ ...found, place }] : [];
      }),
    );
    const counts: OwnedPage['counts'] = {};
    for (const { state } of all) {
      const stands = (state ?? NO_DATA).status;
      counts[stands] = (counts[stands] ?? 0) + 1;
    }
    const asked = all
      .filter(
        ({ state }) => !status || status.includes((state ?? NO_DATA).status),
      )
      .map(found => ({ ...found, need: needOf(found) }))
      .sort((a, b) => comparePlacedNeed(a.need, b.need));
    const rest = position
      ? asked.filter(({ need }) => comparePlacedNeed(need, position) > 0)
      : asked;
    const page = rest.slice(0, limit);
    return {
      owners,
      items: await this.reported(context, page),
      totalItems: asked.length,
      counts,
      ...(rest.length > limit
        ? { nextCursor: writeCursor(page[page.length - 1].need) }
        : {}),
    };
  }

  private async withStates(
    context: RequestContext,
    owned: Omit<Found, 'state'>[],
  ): Promise<Found[]> {
    if (!owned.length) {
      return [];
    }
    const states = await this.options.states.standings(
      context,
      [...new Set(owned.map(({ kpi }) => kpi))],
      [...new Set(owned.map(({ entityRef }) => entityRef))],
    );
    return owned.map(each => ({
      ...each,
      state: states.get(each.entityRef)?.get(each.kpi),
    }));
  }

  /** With what is read of those on the page only. */
  private async reported(
    context: RequestContext,
    page: Found[],
  ): Promise<OwnedKpi[]> {
    const { states, evaluator } = this.options;
    const { definitions } = context;
    const details = await states.current(
      context,
      page.flatMap(({ entityRef, kpi, state }) =>
        state ? [{ entityRef, kpi, seriesId: state.seriesId }] : [],
      ),
    );
    const items = page.map(
      ({ entityRef, kpi: name, place, state: found }): OwnedKpi => {
        const kpi = definitions.kpi(name);
        const { unit, direction, period: periodType } = kpi.spec;
        const start = evaluator.currentPeriod(kpi);
        const state: CurrentState = (found && details.get(found.seriesId)) ?? {
          ...judge(
            undefined,
            start,
            evaluator.at(definitions).judgement(kpi, entityRef),
          ),
          period: start,
          value: null,
          weight: null,
          spark: [],
        };
        const { trend = 'unknown', signal } = state.signals ?? {};
        return {
          entityRef,
          entityTitle: definitions.entities.get(entityRef)?.title ?? entityRef,
          kpi: name,
          title: kpi.metadata.title ?? name,
          owner: ownerEntityRef(definitions.effective(kpi, entityRef).owner),
          unit,
          direction,
          periodType,
          period: state.period,
          value: state.value,
          ...(state.known ? { known: state.known } : {}),
          target: state.target,
          threshold: state.threshold,
          score: state.score,
          status: state.status,
          trend,
          ...(signal && trend !== 'unknown'
            ? { trendSince: periodOf(signal.from, periodType) }
            : {}),
          ...place,
          spark: sparkPeriods(start, periodType).map((each, index) => [
            each,
            state.spark[index] ?? null,
          ]),
        };
      },
    );
    const rejectedOf = await this.options.rejected.ofEntities(context, items);
    return items.map(item => ({ ...item, ...rejectedOf(item) }));
  }
}

function needOf({ entityRef, kpi, place, state }: Found): PlacedNeed {
  const { status, trend } = state ?? NO_DATA;
  return {
    status,
    trend,
    openScore: state?.openScore ?? null,
    weight: place.weight,
    entityRef,
    kpi,
  };
}

/** The KPIs of an entity, or the members of a scope, for which some owners answer. */
function ownedKpis(
  { definitions, isScope, members, scope }: ScopeView,
  owners: ReadonlySet<string>,
): { entityRef: string; kpi: string }[] {
  const isOwned = (owner: string) => owners.has(ownerEntityRef(owner));
  const byDefinition = new Set(
    [...definitions.kpis].flatMap(([name, { spec }]) =>
      isOwned(spec.owner) ? [name] : [],
    ),
  );
  // Most entities have the same KPIs, and owners of their own for none of them
  const known = new Map<ReadonlySet<string>, string[]>();
  const ownedOf = (attached: ReadonlySet<string>) => {
    let owned = known.get(attached);
    if (!owned) {
      owned = [...attached].filter(kpi => byDefinition.has(kpi));
      known.set(attached, owned);
    }
    return owned;
  };
  return (isScope ? members : [scope]).flatMap(entityRef => {
    const attached = definitions.attachedKpis(entityRef);
    const own = definitions.entities.get(entityRef)?.annotations.owner ?? {};
    const others = Object.keys(own).length
      ? [...attached].filter(
          kpi =>
            definitions.kpis.has(kpi) &&
            (own[kpi] ? isOwned(own[kpi]) : byDefinition.has(kpi)),
        )
      : ownedOf(attached);
    return others.map(kpi => ({ entityRef, kpi }));
  });
}

/**
 * Where a KPI of an entity is shown: the first place in which it counts, or the first if
 * it is for information in all of them.
 */
function placeOf(
  { definitions: { entities } }: RequestContext,
  entityRef: string,
  kpi: string,
): Place | undefined {
  const places = (entities.get(entityRef)?.attachments ?? []).flatMap(
    ({ tree, root }) => {
      const place = TreeIndex.of(root).place(kpi);
      return place ? [{ tree, ...place }] : [];
    },
  );
  return places.find(({ weight }) => weight > 0) ?? places[0];
}

import {
  isLeaf,
  judge,
  OwnedKpi,
  OwnedPage,
  ownerEntityRef,
  Status,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';
import { RequestContext } from '../access/RequestContexts';
import { Definitions } from '../definitions/Definitions';
import { Evaluator } from '../evaluation/Evaluator';
import { sparkPeriods } from '../evaluation/spark';
import { readCursor, writeCursor } from '../router/cursor';
import { CurrentState } from '../store/CurrentStore';
import { EntityStanding } from '../store/EntityStateStore';
import { EntityStates } from './EntityStates';
import { compareNeed, needOf } from './need';
import { RejectedRows } from './RejectedRows';
import { ScopeService } from './ScopeService';
import { NO_DATA } from './scoreTree';

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
  status: z.number(),
  trend: z.number(),
  score: z.number(),
  entityRef: z.string(),
  kpi: z.string(),
});

/** A KPI that somebody answers for, and how it stands. */
type Found = {
  entityRef: string;
  kpi: string;
  state?: EntityStanding;
};

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
   * cursor is none of ours
   */
  async owned(
    context: RequestContext,
    request: OwnedRequest,
  ): Promise<OwnedPage> {
    const { scopes } = this.options;
    const { definitions } = context;
    const { owners, scope, status, limit } = request;
    const position = readCursor(request.cursor, positionSchema);
    const view = await scopes.view(context, scope);
    const all = await this.withStates(
      definitions,
      ownedKpis(
        definitions,
        view.isScope ? view.members : [scope],
        new Set(owners),
      ).filter(({ entityRef, kpi }) => placeOf(definitions, entityRef, kpi)),
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
      .map(found => ({ ...found, need: needOf(found, found.state ?? NO_DATA) }))
      .sort((a, b) => compareNeed(a.need, b.need));
    const rest = position
      ? asked.filter(({ need }) => compareNeed(need, position) > 0)
      : asked;
    const page = rest.slice(0, limit);
    return {
      owners,
      items: await this.told(definitions, page),
      totalItems: asked.length,
      counts,
      ...(rest.length > limit
        ? { nextCursor: writeCursor(page[page.length - 1].need) }
        : {}),
    };
  }

  private async withStates(
    definitions: Definitions,
    owned: { entityRef: string; kpi: string }[],
  ): Promise<Found[]> {
    if (!owned.length) {
      return [];
    }
    const states = await this.options.states.standings(
      definitions,
      [...new Set(owned.map(({ kpi }) => kpi))],
      [...new Set(owned.map(({ entityRef }) => entityRef))],
    );
    return owned.map(each => ({
      ...each,
      state: states.get(each.entityRef)?.get(each.kpi),
    }));
  }

  /** With what is read of those on the page only. */
  private async told(
    definitions: Definitions,
    page: Found[],
  ): Promise<OwnedKpi[]> {
    const { states, evaluator } = this.options;
    const details = await states.current(
      definitions,
      page.flatMap(({ entityRef, kpi, state }) =>
        state ? [{ entityRef, kpi, seriesId: state.seriesId }] : [],
      ),
    );
    const items = page.map(
      ({ entityRef, kpi: name, state: found }): OwnedKpi => {
        const kpi = definitions.kpi(name);
        const { unit, direction, period: periodType } = kpi.spec;
        const period = evaluator.currentPeriod(kpi);
        const state: CurrentState = (found && details.get(found.seriesId)) ?? {
          ...judge(
            undefined,
            period,
            evaluator.judgement(definitions, kpi, entityRef),
          ),
          period,
          value: null,
          weight: null,
          spark: [],
        };
        const { trend = 'unknown', since } = state.signals ?? {};
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
          target: state.target,
          threshold: state.threshold,
          score: state.score,
          status: state.status,
          trend,
          ...(since ? { trendSince: since } : {}),
          ...placeOf(definitions, entityRef, name)!,
          spark: sparkPeriods(period, periodType).map((start, index) => [
            start,
            state.spark[index] ?? null,
          ]),
        };
      },
    );
    const rejectedOf = await this.options.rejected.ofEntities(
      definitions,
      items,
    );
    return items.map(item => ({ ...item, ...rejectedOf(item) }));
  }
}

/** The KPIs of some entities for which some owners answer. */
function ownedKpis(
  definitions: Definitions,
  entityRefs: string[],
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
  return entityRefs.flatMap(entityRef => {
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

/** The ids of the nodes of KPIs, the first of each, by the root of a tree. */
const knownNodes = new WeakMap<object, ReadonlyMap<string, string>>();

/** The first tree of an entity in which a KPI is shown, and its node. */
function placeOf(
  { entities }: Definitions,
  entityRef: string,
  kpi: string,
): { tree: string; node: string } | undefined {
  for (const { tree, root } of entities.get(entityRef)?.attachments ?? []) {
    let nodes = knownNodes.get(root);
    if (!nodes) {
      nodes = new Map(
        [...walkTree(root)]
          .reverse()
          .flatMap(({ node, path }) =>
            isLeaf(node)
              ? [[node.kpi, `${path[path.length - 1].id}/${node.kpi}`]]
              : [],
          ),
      );
      knownNodes.set(root, nodes);
    }
    const node = nodes.get(kpi);
    if (node) {
      return { tree, node };
    }
  }
  return undefined;
}

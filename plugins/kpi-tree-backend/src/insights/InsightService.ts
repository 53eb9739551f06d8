import { insightRank, ownerEntityRef } from '@internal/kpi-tree';
import {
  Insight,
  insightKinds,
  InsightPage,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import { RequestContext } from '../access/RequestContexts';
import { ALL } from '../definitions/Scope';
import { Evaluator } from '../evaluation/Evaluator';
import { CurrentSeries } from '../evaluation/SeriesEvaluation';
import { readCursor, rowId, writeCursor } from '../paging/cursor';
import { hasRecords } from '../records/hasRecords';
import { EntityStates } from '../scopes/EntityStates';
import { ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import { stateOf } from '../scorecard/buildNode';
import { kpiNames } from '../scorecard/buildScorecard';
import { ScorecardService } from '../scorecard/ScorecardService';
import { CurrentState } from '../store/CurrentStore';
import {
  InsightPosition,
  InsightStore,
  ROLLED_UP,
  StoredEvent,
} from '../store/InsightStore';
import { compareEvents, headsOf, SeenEvents, seenEvents } from './seenEvents';
import { sinceDay } from './sinceDay';

/** Of what it is asked what moved, and since when. */
export type InsightsRequest = {
  scope: string;
  /** A date, or an ISO 8601 duration before today. */
  since: string;
  limit: number;
  cursor?: string;
};

/** Up to so many entities are named in the query; of more all are read. */
const SUBJECTS_BY_NAME = 300;

/** Read at once where not all are of the scope. */
const MAX_ROWS = 1_000;

const positionSchema = z.object({
  order: z.number(),
  subject: z.string(),
  kpi: z.string(),
  seriesId: rowId,
  kind: z.enum(insightKinds),
});

/** What one request knows. */
type Query = {
  view: ScopeView;
  members: ReadonlySet<string>;
  /** The trees that the caller may read and the scope shows, with their KPIs. */
  trees: ReadonlyMap<string, ReadonlySet<string>>;
  /** What is measured of the scope or entity itself, by KPI. */
  own: ReadonlyMap<string, CurrentSeries>;
  since: string;
  /** What is not stored as the caller may see it. */
  seen: SeenEvents;
};

/**
 * Answers what moved in a scope, the most important first: of the scope itself and of
 * its members. It reads what was noted when they were evaluated, and no history.
 */
export class InsightService {
  constructor(
    private readonly options: {
      store: InsightStore;
      states: EntityStates;
      evaluator: Evaluator;
      scopes: ScopeService;
      scorecards: ScorecardService;
      sources: ReadonlyMap<string, KpiSource>;
    },
  ) {}

  /**
   * @throws `NotFoundError` if the caller may not read the scope; `InputError` if
   * `since` is not a date or duration, or the cursor is not one of ours
   */
  async insights(
    context: RequestContext,
    request: InsightsRequest,
  ): Promise<InsightPage> {
    const { scopes, scorecards, evaluator } = this.options;
    const { definitions } = context;
    const { scope, limit } = request;
    const since = sinceDay(request.since, context);
    const position = readCursor(request.cursor, positionSchema);
    const view = await scopes.view(context, scope);
    const trees = scorecards.trees(view);
    const own =
      scope === ALL || !trees.length
        ? new Map<string, CurrentSeries>()
        : await evaluator.current(definitions, scope);
    const query: Query = {
      view,
      members: new Set(view.members),
      trees: new Map(trees.map(each => [each.tree, new Set(kpiNames([each]))])),
      own,
      since,
      seen: await seenEvents(view, kpiNames(trees), own, this.options),
    };
    const found = await this.first(query, limit + 1, position);
    const page = found.slice(0, limit);
    return {
      items: await this.toInsights(query, page),
      since,
      partial: context.visibility.isLimited,
      ...(found.length > limit
        ? { nextCursor: writeCursor(positionOf(page[page.length - 1])) }
        : {}),
    };
  }

  /** The most important event of each KPI that moved, at most so many. */
  private async first(
    query: Query,
    limit: number,
    position: InsightPosition | undefined,
  ): Promise<StoredEvent[]> {
    const { view, since } = query;
    const subjects = [view.scope, ...view.members];
    const isNamed = subjects.length <= SUBJECTS_BY_NAME;
    // Of those that are read about as many as are asked for are of the scope
    const share =
      subjects.length / (view.definitions.whole.members(ALL).length + 1);
    const size = isNamed
      ? limit
      : Math.min(MAX_ROWS, Math.ceil(limit / Math.min(1, share)));
    const found: StoredEvent[] = [];
    const seen = headsOf(query.seen.events, since)
      .filter(event => treeOf(query, event) !== undefined)
      .filter(event => !position || compareEvents(event, position) > 0);
    const merged = () =>
      [...found, ...seen].sort(compareEvents).slice(0, limit);
    let after = position;
    for (;;) {
      const part = await this.options.store.first({
        since,
        limit: size,
        after,
        ...(isNamed ? { subjects } : {}),
      });
      found.push(
        ...part.filter(
          event =>
            !query.seen.isOtherwise(event) &&
            treeOf(query, event) !== undefined,
        ),
      );
      if (found.length >= limit || part.length < size) {
        return seen.length ? merged() : found.slice(0, limit);
      }
      // What is not of the scope, or may not be read, made the stretch short
      after = positionOf(part[part.length - 1]);
    }
  }

  private async toInsights(
    query: Query,
    heads: StoredEvent[],
  ): Promise<Insight[]> {
    const { view, since, seen } = query;
    const { definitions } = view;
    const { store } = this.options;
    const evidence = new Map<string, StoredEvent[]>();
    const stored = heads.filter(head => !seen.isOtherwise(head));
    for (const event of [
      ...(await store.ofKpis(stored, since)),
      ...seen.events.filter(({ day }) => day >= since).sort(compareEvents),
    ]) {
      const key = keyOf(event);
      evidence.set(key, [...(evidence.get(key) ?? []), event]);
    }
    const states = await this.states(query, heads);
    return heads.flatMap((head): Insight[] => {
      const { subject, kpi: name } = head;
      const state = states.get(keyOf(head));
      const tree = treeOf(query, head);
      if (!state || tree === undefined) {
        return [];
      }
      const kpi = definitions.kpi(name);
      const { owner } = definitions.effective(kpi, subject);
      const { unit, direction, period: periodType } = kpi.spec;
      return [
        {
          scope: subject,
          title: titleOf(view, subject),
          kpi: name,
          kpiTitle: kpi.metadata.title ?? name,
          tree,
          owner: ownerEntityRef(owner),
          unit,
          direction,
          periodType,
          period: state.period,
          value: state.value,
          target: state.target,
          status: state.status,
          trend: state.signals?.trend ?? 'unknown',
          ...(hasRecords(this.options.sources, definitions, kpi)
            ? { hasRecords: true as const }
            : {}),
          rank: rounded(insightRank(head.order, view.day)),
          evidence: (evidence.get(keyOf(head)) ?? [head]).map(
            ({ kind, date, text, facts, meaning }) => ({
              kind,
              date,
              text,
              ...(facts ? { facts } : {}),
              meaning,
            }),
          ),
        },
      ];
    });
  }

  /** How those stand that moved. */
  private async states(
    { view, own }: Query,
    events: StoredEvent[],
  ): Promise<Map<string, CurrentState>> {
    const { states: entityStates, evaluator, scopes } = this.options;
    const { definitions } = view;
    const measured = events.filter(event => event.seriesId !== ROLLED_UP);
    const rolledUp = events.filter(event => event.seriesId === ROLLED_UP);
    const stored = await entityStates.current(
      view,
      measured.map(({ seriesId, subject, kpi }) => ({
        seriesId,
        entityRef: subject,
        kpi,
      })),
    );
    const states = new Map<string, CurrentState>();
    for (const event of measured) {
      const known = stored.get(event.seriesId);
      if (known) {
        states.set(keyOf(event), known);
      }
    }
    if (rolledUp.length) {
      const ofScope = {
        scope: view.scope,
        isScope: view.isScope,
        own,
        members: (
          await scopes.states(
            view,
            rolledUp.map(({ kpi }) => kpi),
          )
        ).states,
        attached: definitions.scope(view.scope).attachedCounts,
      };
      for (const event of rolledUp) {
        const kpi = definitions.kpi(event.kpi);
        const { state } = stateOf(kpi, ofScope, evaluator.at(definitions));
        states.set(keyOf(event), state);
      }
    }
    return states;
  }
}

/**
 * A tree that shows a KPI that moved; nothing where the caller may not see it, or where
 * it is none of the scope. What was measured of a scope itself goes before the combined
 * value of its members.
 */
function treeOf(
  { view, members, trees, own }: Query,
  { subject, kpi, seriesId }: StoredEvent,
): string | undefined {
  const { definitions } = view;
  const showsKpi = (tree: string) => trees.get(tree)?.has(kpi) === true;
  if (!definitions.kpis.has(kpi)) {
    return undefined;
  }
  if (subject === view.scope) {
    const isTold =
      seriesId === ROLLED_UP ? !own.has(kpi) : own.get(kpi)?.id === seriesId;
    return isTold ? [...trees.keys()].find(showsKpi) : undefined;
  }
  if (
    seriesId === ROLLED_UP ||
    !members.has(subject) ||
    !definitions.attachedKpis(subject).has(kpi)
  ) {
    return undefined;
  }
  return definitions.entities
    .get(subject)
    ?.attachments.map(({ tree }) => tree)
    .find(showsKpi);
}

function titleOf({ definitions }: ScopeView, subject: string): string {
  return subject === ALL
    ? 'All services'
    : definitions.entities.get(subject)?.title ?? subject;
}

function keyOf({ subject, kpi, seriesId }: StoredEvent): string {
  return `${subject} ${kpi} ${seriesId}`;
}

function positionOf(event: StoredEvent): InsightPosition {
  const { order, subject, kpi, seriesId, kind } = event;
  return { order, subject, kpi, seriesId, kind };
}

function rounded(rank: number): number {
  return Math.round(10 * rank) / 10;
}

import { InputError, NotFoundError } from '@backstage/errors';
import { boundInForce } from '@internal/kpi-tree';
import {
  Bound,
  Heatmap,
  HeatmapCell,
  HeatmapColumn,
  HeatmapRow,
  HeatmapSort,
  KpiTreeBranch,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { instantAt, pastDay } from '../clock/asOf';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { TreeIndex } from '../definitions/TreeIndex';
import { EvaluatedAt, evaluatedAt } from '../evaluation/EvaluatedAt';
import { Evaluator } from '../evaluation/Evaluator';
import { readCursor, writeCursor } from '../paging/cursor';
import { EntityStates } from '../scopes/EntityStates';
import { EntityStatesOnDay } from '../scopes/EntityStatesOnDay';
import { memberGroups } from '../scopes/memberGroups';
import { RejectedRows } from '../scopes/RejectedRows';
import { ScopeService } from '../scopes/ScopeService';
import { ScorecardService } from '../scorecard/ScorecardService';
import { NO_DATA, scoreTree } from '../scorecard/scoreTree';
import { ByEntity, EntityState } from '../store/EntityStateStore';
import { PeriodStore } from '../store/PeriodStore';
import { inOrder, Ordered, positionSchema } from './heatmapOrder';

/** Which services and KPIs are requested, in which order. */
export type HeatmapRequest = {
  scope: string;
  tree: string;
  /** The id of a node of the tree; its root if not given. */
  node?: string;
  /** `YYYY-MM-DD` */
  asOf?: string;
  group?: 'system' | 'owner';
  sort: HeatmapSort;
  order: 'asc' | 'desc';
  limit: number;
  cursor?: string;
};

type State = Omit<EntityState, 'seriesId'>;

/** The state of entities, now or on a day. */
type States = Pick<EntityStatesOnDay, 'states'>;

/** What one request knows. */
type Query = {
  context: RequestContext;
  tree: string;
  node?: string;
  columns: HeatmapColumn[];
  /** The KPIs of the columns that are valid. */
  kpis: string[];
  states: States;
};

/**
 * Answers how services stand with the KPIs of a tree: rows of services, columns of KPIs.
 */
export class HeatmapService {
  constructor(
    private readonly options: {
      states: EntityStates;
      periods: PeriodStore;
      evaluator: Evaluator;
      scopes: ScopeService;
      scorecards: ScorecardService;
      rejected: Pick<RejectedRows, 'ofEntities'>;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * A page of the members of a scope that have the tree and the caller may read. The
   * score of a service is that of its own scorecard: with its branches and targets.
   *
   * @throws `NotFoundError` if there is no such tree or node, or no scope that the
   * caller may read; `InputError` if a date, the order or the cursor is wrong
   */
  async heatmap(
    context: RequestContext,
    request: HeatmapRequest,
  ): Promise<Heatmap> {
    const { scopes, scorecards, config } = this.options;
    const { scope, tree, node, limit, sort, order } = request;
    const day = pastDay('asOf', request.asOf, context);
    const position = readCursor(request.cursor, positionSchema);
    const view = await scopes.view(context, scope);
    const [attachment] = scorecards.trees(view, tree);
    if (!attachment) {
      throw new NotFoundError(`${scope} has no KPI tree ${tree}`);
    }
    const query = this.query(context, tree, node, attachment.root, day);
    if (!query.columns.length && !TreeIndex.of(attachment.root).node(node)) {
      throw new NotFoundError(
        `The KPI tree ${tree} of ${scope} has no node ${node}`,
      );
    }
    checkSort(sort, query);
    const members = scopes
      .membersOn(view, day)
      .filter(ref => nodeOf(query, ref) !== undefined);
    const refs = view.isScope
      ? context.definitions.byTitle(new Set(members))
      : [scope];
    // Where all are on the page, or have to be judged, they are read once
    const read =
      day !== undefined || refs.length <= limit
        ? await query.states.states(query.kpis, refs)
        : undefined;
    const ordered = inOrder(
      await this.ordered(query, request, refs, read),
      order,
      position,
    );
    const page = ordered.slice(0, limit);
    return {
      scope,
      tree,
      asOf: instantAt(day, config),
      columns: query.columns,
      rows: await this.rows(query, page, read),
      totalItems: refs.length,
      ...(ordered.length > limit
        ? { nextCursor: writeCursor(page[page.length - 1]) }
        : {}),
    };
  }

  private query(
    context: RequestContext,
    tree: string,
    node: string | undefined,
    root: KpiTreeBranch,
    day: string | undefined,
  ): Query {
    const { states, periods, evaluator, config } = this.options;
    const at =
      day === undefined
        ? evaluator.at(context.definitions)
        : evaluatedAt(day, context.definitions, config);
    const columns = columnsOf(root, node, at);
    return {
      context,
      tree,
      node,
      columns,
      kpis: [...new Set(columns.map(({ kpi }) => kpi))],
      states:
        day === undefined
          ? {
              states: (kpis, refs) => states.states(context, kpis, refs),
            }
          : new EntityStatesOnDay({ periods, at }),
    };
  }

  /** All rows, with what they are in order by. */
  private async ordered(
    query: Query,
    { sort, group }: HeatmapRequest,
    refs: string[],
    read: ByEntity<State> | undefined,
  ): Promise<Ordered[]> {
    const { definitions } = query.context;
    const numbers = await this.numbers(query, sort, refs, read);
    const groups = group && memberGroups(definitions, refs, group);
    return refs.map(entityRef => {
      const { ref = null, title = '' } =
        groups?.describe(groups.groupOf(entityRef)) ?? {};
      return {
        entityRef,
        title: definitions.entities.get(entityRef)?.title ?? entityRef,
        ...(numbers ? { number: numbers.get(entityRef) ?? null } : {}),
        ...(groups
          ? { group: ref === null ? null : { title, entityRef: ref } }
          : {}),
      };
    });
  }

  /** The scores that rows are sorted by; nothing where they are sorted by name. */
  private async numbers(
    query: Query,
    sort: HeatmapSort,
    refs: string[],
    read: ByEntity<State> | undefined,
  ): Promise<Map<string, number | null> | undefined> {
    if (sort === 'name') {
      return undefined;
    }
    const { states } = this.options;
    if (sort !== 'score') {
      const kpi = sort.slice('kpi:'.length);
      // Scores end at 0, where the worst would be equal
      const standings =
        read ?? (await states.standings(query.context, [kpi], refs));
      return new Map(
        refs.map(ref => [ref, standings.get(ref)?.get(kpi)?.openScore ?? null]),
      );
    }
    const scores =
      read ?? (await states.scores(query.context, query.kpis, refs));
    const scoreOf = (ref: string, name: string): number | null => {
      const known = scores.get(ref)?.get(name) ?? null;
      return typeof known === 'object' ? known?.score ?? null : known;
    };
    return new Map(
      refs.map(ref => [
        ref,
        this.scoreOf(query, ref, name => ({
          ...NO_DATA,
          score: scoreOf(ref, name),
        })).score,
      ]),
    );
  }

  private async rows(
    query: Query,
    page: Ordered[],
    read: ByEntity<State> | undefined,
  ): Promise<HeatmapRow[]> {
    const { context, columns } = query;
    const { definitions } = context;
    const refs = page.map(({ entityRef }) => entityRef);
    const states = read ?? (await query.states.states(query.kpis, refs));
    const systems = memberGroups(definitions, refs, 'system');
    const owners = memberGroups(definitions, refs, 'owner');
    const valueOf = (entityRef: string, column: HeatmapColumn) => ({
      entityRef,
      kpi: column.kpi,
      period: states.get(entityRef)?.get(column.kpi)?.period ?? column.period!,
      periodType: column.periodType,
    });
    const rejectedOf = await this.options.rejected.ofEntities(
      context,
      refs.flatMap(ref => columns.map(column => valueOf(ref, column))),
    );
    return page.map(({ entityRef, title }): HeatmapRow => {
      const own = states.get(entityRef);
      const stateOf = (kpi: string) => own?.get(kpi);
      const shown = TreeIndex.of(attachedRoot(query, entityRef)!).leafIds;
      const { score, status, coverage } = this.scoreOf(
        query,
        entityRef,
        stateOf,
      );
      const system = systems.describe(systems.groupOf(entityRef)).ref;
      const owner = owners.describe(owners.groupOf(entityRef)).ref;
      return {
        entityRef,
        title,
        ...(system === null ? {} : { system }),
        ...(owner === null ? {} : { owner }),
        score,
        status,
        coverage,
        cells: columns.map(column =>
          shown.has(column.node)
            ? {
                ...cellOf(column, stateOf(column.kpi)),
                ...rejectedOf(valueOf(entityRef, column)),
              }
            : null,
        ),
      };
    });
  }

  private scoreOf(
    query: Query,
    entityRef: string,
    stateOf: Parameters<typeof scoreTree>[1],
  ) {
    return scoreTree(
      nodeOf(query, entityRef)!,
      stateOf,
      this.options.config.coverageFloor,
    );
  }
}

function columnsOf(
  root: KpiTreeBranch,
  node: string | undefined,
  at: EvaluatedAt,
): HeatmapColumn[] {
  return TreeIndex.of(root)
    .leaves.filter(
      ({ id, path }) =>
        node === undefined || id === node || path.some(p => p.id === node),
    )
    .flatMap(({ id, leaf, path }): HeatmapColumn[] => {
      const kpi = at.definitions.kpis.get(leaf.kpi);
      if (!kpi) {
        return [];
      }
      const start = at.currentPeriod(kpi);
      const { target } = at.definitions.effective(kpi, '');
      return [
        {
          kpi: leaf.kpi,
          node: id,
          path: path.slice(1).map(({ title }) => title),
          title: kpi.metadata.title ?? leaf.kpi,
          unit: kpi.spec.unit,
          direction: kpi.spec.direction,
          periodType: kpi.spec.period,
          period: start,
          target: boundInForce(target, start) ?? null,
        },
      ];
    });
}

function cellOf(column: HeatmapColumn, state: State | undefined): HeatmapCell {
  if (!state) {
    return { value: null, ...NO_DATA };
  }
  const { value, known, score, status, trend, period: start, target } = state;
  return {
    value,
    ...(known ? { known } : {}),
    score,
    status,
    trend,
    ...(start === column.period ? {} : { period: start }),
    ...(isSame(target, column.target ?? null) ? {} : { target }),
  };
}

function isSame(a: Bound | null, b: Bound | null): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/**
 * @throws `InputError` if it is by a KPI of no column
 */
function checkSort(sort: HeatmapSort, { kpis }: Query): void {
  if (
    sort !== 'score' &&
    sort !== 'name' &&
    !kpis.some(kpi => sort === `kpi:${kpi}`)
  ) {
    throw new InputError(
      `sort is ${sort}: use score, name, or kpi: with a KPI of the tree${
        kpis.length ? ` such as kpi:${kpis[0]}` : ''
      }`,
    );
  }
}

/** The tree as an entity has it, with its branches only. */
function attachedRoot(
  { context: { definitions }, tree }: Pick<Query, 'context' | 'tree'>,
  entityRef: string,
): KpiTreeBranch | undefined {
  return definitions.entities
    .get(entityRef)
    ?.attachments.find(each => each.tree === tree)?.root;
}

/** The node that was requested as an entity has it; nothing if it has none. */
function nodeOf(query: Query, entityRef: string) {
  const root = attachedRoot(query, entityRef);
  return root && TreeIndex.of(root).node(query.node);
}

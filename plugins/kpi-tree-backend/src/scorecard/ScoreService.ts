import { Attachment } from '@internal/kpi-tree';
import {
  EntityScore,
  ScorecardNode,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { EntityStates } from '../scopes/EntityStates';
import { kpiNames } from './buildScorecard';
import { ScorecardService } from './ScorecardService';
import { NO_DATA, scoreTree } from './scoreTree';

/**
 * Returns the state of many entities, one line each: for lists of entities.
 */
export class ScoreService {
  constructor(
    private readonly options: {
      states: EntityStates;
      scorecards: ScorecardService;
      config: Pick<KpiTreeConfig, 'coverageFloor'>;
    },
  ) {}

  /**
   * The score of the first tree of each entity, in the order of the references. One that
   * does not exist, or that the caller may not read, is reported like one without a tree.
   */
  async scores(
    context: RequestContext,
    entityRefs: string[],
  ): Promise<EntityScore[]> {
    const { definitions } = context;
    const readable = [...new Set(entityRefs)].filter(ref =>
      definitions.entities.has(ref),
    );
    const scopes = readable.filter(ref => definitions.isScope(ref));
    const found = await this.ofEntities(context, firstTrees(context, readable));
    for (const scope of scopes) {
      found.set(scope, await this.ofScope(context, scope));
    }
    return entityRefs.map(ref => found.get(ref) ?? withoutTree(ref));
  }

  private async ofEntities(
    context: RequestContext,
    trees: ReadonlyMap<string, Attachment>,
  ): Promise<Map<string, EntityScore>> {
    const { states: store, config } = this.options;
    const states = await store.standings(
      context,
      kpiNames([...trees.values()]),
      [...trees.keys()],
    );
    return new Map(
      [...trees].map(([entityRef, attachment]) => {
        const { tree, root } = attachment;
        const own = states.get(entityRef);
        const stateOf = (kpi: string) =>
          context.definitions.kpis.has(kpi) ? own?.get(kpi) : undefined;
        const { score, status, trend, coverage } = scoreTree(
          root,
          stateOf,
          config.coverageFloor,
        );
        const counts = countStatuses(
          kpiNames([attachment]).map(kpi => (stateOf(kpi) ?? NO_DATA).status),
        );
        return [
          entityRef,
          { entityRef, tree, score, status, trend, coverage, counts },
        ];
      }),
    );
  }

  /** The combined value of the members of a System, Domain or Group is stored for each scope. */
  private async ofScope(
    context: RequestContext,
    scope: string,
  ): Promise<EntityScore> {
    const { trees } = await this.options.scorecards.scorecard(context, scope);
    if (!trees.length) {
      return withoutTree(scope);
    }
    const [{ name, root }] = trees;
    const { score, status, trend, coverage } = root;
    const statuses = new Map<string, Status>();
    const visit = (node: ScorecardNode) => {
      if (node.kind === 'kpi') {
        statuses.set(node.kpi ?? node.title, node.status);
      }
      node.children.forEach(visit);
    };
    visit(root);
    return {
      entityRef: scope,
      tree: name,
      score,
      status,
      trend,
      coverage,
      counts: countStatuses([...statuses.values()]),
    };
  }
}

/** The first tree of each entity, but of scopes. */
function firstTrees(
  { definitions }: RequestContext,
  entityRefs: string[],
): Map<string, Attachment> {
  return new Map(
    entityRefs.flatMap(ref => {
      const [first] = definitions.entities.get(ref)?.attachments ?? [];
      return first && !definitions.isScope(ref) ? [[ref, first] as const] : [];
    }),
  );
}

function withoutTree(entityRef: string): EntityScore {
  return {
    entityRef,
    tree: null,
    ...NO_DATA,
    coverage: 0,
    counts: {},
  };
}

function countStatuses(statuses: Status[]): EntityScore['counts'] {
  const counts: EntityScore['counts'] = {};
  for (const status of statuses) {
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

import { LoggerService } from '@backstage/backend-plugin-api';
import { rollUp, RollupChild } from '@internal/kpi-tree';
import {
  isLeaf,
  KpiTreeBranch,
  MemberCounts,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { TreeIndex } from '../definitions/TreeIndex';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { Memberships } from '../memberships/Memberships';
import { CurrentStore } from '../store/CurrentStore';
import { lock } from '../store/database';
import { ByEntity } from '../store/EntityStateStore';
import { NodeCounts, NodeStatuses, NodeStore } from '../store/NodeStore';

/** Bounds what one transaction takes on. */
const ENTITIES_AT_ONCE = 500;

/** For more members it is quicker to read all there are. */
const MEMBERS_BY_NAME = 1_000;

/**
 * Knows how the members of each scope stand with each node of their trees: "37 of 50
 * services are on target in Detect to Correct". Kept up to date for those entities
 * whose KPIs changed, and their scopes.
 */
export class NodeDistribution {
  constructor(
    private readonly options: {
      current: CurrentStore;
      store: NodeStore;
      memberships: Memberships;
      arithmetic: StoredArithmetic;
      config: Pick<KpiTreeConfig, 'coverageFloor'>;
      logger: LoggerService;
    },
  ) {}

  /** Evaluates the nodes of all entities that are marked, and of their scopes. */
  async refresh(definitions: Definitions, signal?: AbortSignal): Promise<void> {
    while (await this.refreshSome(definitions)) {
      signal?.throwIfAborted();
    }
  }

  /**
   * How some members stand; nothing of it is stored.
   *
   * @param scores - of the KPIs of trees of which what is stored does not hold
   */
  async calculate(
    definitions: Definitions,
    members: string[],
    scores?: ByEntity<number | null>,
  ): Promise<NodeCounts> {
    const stored = await this.options.store.readStatuses(
      members.length <= MEMBERS_BY_NAME ? members : undefined,
    );
    const { differences } = definitions;
    const statuses = new Map(
      members.map(ref => [
        ref,
        {
          ...stored.get(ref),
          ...(scores
            ? this.evaluate(
                definitions,
                ref,
                scores.get(ref) ?? new Map(),
                tree => differences?.trees.has(tree) === true,
              )
            : {}),
        },
      ]),
    );
    return this.count(definitions, members, statuses);
  }

  /** @returns whether there was anything to do */
  private async refreshSome(definitions: Definitions): Promise<boolean> {
    const { arithmetic, store, current, memberships } = this.options;
    return await arithmetic.transaction(async tx => {
      await lock(tx, 'nodes');
      const marks = await store.takeMarks(tx, ENTITIES_AT_ONCE);
      if (!marks) {
        return false;
      }
      const { entityRefs: entities } = marks;
      const membersByDay = await memberships.load(tx);
      const scores = await current.readScores(tx, entities);
      await store.writeStatuses(
        tx,
        new Map(
          entities.map(ref => [
            ref,
            this.evaluateOrNone(definitions, ref, scores.get(ref) ?? new Map()),
          ]),
        ),
      );
      const scopes = new Set([
        ...marks.scopes,
        ...entities.flatMap(ref => membersByDay.scopesOf(ref)),
      ]);
      const membersOf = new Map(
        [...scopes].map(scope => [
          scope,
          membersByDay.membersOn(scope, memberships.today()),
        ]),
      );
      const all = [...new Set([...membersOf.values()].flat())];
      const statuses = await store.readStatuses(
        all.length <= MEMBERS_BY_NAME ? all : undefined,
        tx,
      );
      await store.writeCounts(
        tx,
        new Map(
          [...membersOf].map(([scope, members]) => [
            scope,
            this.count(definitions, members, statuses),
          ]),
        ),
      );
      return true;
    });
  }

  /** One entity whose nodes cannot be evaluated has none, and keeps no other from it. */
  private evaluateOrNone(
    definitions: Definitions,
    entityRef: string,
    scores: ReadonlyMap<string, number | null>,
  ): NodeStatuses {
    try {
      return this.evaluate(definitions, entityRef, scores);
    } catch (error) {
      this.options.logger.warn(
        `The nodes of ${entityRef} cannot be evaluated: ${error}`,
      );
      return {};
    }
  }

  /** The statuses of the nodes of an entity's trees. */
  private evaluate(
    definitions: Definitions,
    entityRef: string,
    scores: ReadonlyMap<string, number | null>,
    isWanted: (tree: string) => boolean = () => true,
  ): NodeStatuses {
    const { coverageFloor } = this.options.config;
    const found: NodeStatuses = {};
    for (const { tree, root } of definitions.entities.get(entityRef)
      ?.attachments ?? []) {
      if (!isWanted(tree)) {
        continue;
      }
      const statuses: Record<string, Status> = {};
      const visit = (node: KpiTreeBranch): RollupChild => {
        const children = node.children.map((child): RollupChild => {
          if (!isLeaf(child)) {
            return visit(child);
          }
          const score = scores.get(child.kpi) ?? null;
          return {
            weight: child.weight,
            score,
            coverage: score === null ? 0 : 1,
          };
        });
        const { status, ...rolledUp } = rollUp(
          children,
          node.rollup,
          coverageFloor,
        );
        statuses[node.id] = status;
        return { weight: node.weight, ...rolledUp };
      };
      visit(root);
      found[tree] = statuses;
    }
    return found;
  }

  private count(
    definitions: Definitions,
    members: string[],
    statuses: ReadonlyMap<string, NodeStatuses>,
  ): NodeCounts {
    const found: NodeCounts = {};
    for (const ref of members) {
      const own = statuses.get(ref);
      for (const { tree, root } of definitions.entities.get(ref)?.attachments ??
        []) {
        const counts = (found[tree] ??= {});
        for (const id of TreeIndex.of(root).branchIds) {
          add((counts[id] ??= nobody()), own?.[tree]?.[id]);
        }
      }
    }
    return found;
  }
}

function nobody(): MemberCounts {
  return {
    total: 0,
    onTarget: 0,
    atRisk: 0,
    offTarget: 0,
    noTarget: 0,
    noData: 0,
  };
}

function add(counts: MemberCounts, status: Status | undefined): void {
  counts.total++;
  switch (status) {
    case 'on-target':
      counts.onTarget++;
      break;
    case 'at-risk':
      counts.atRisk++;
      break;
    case 'off-target':
      counts.offTarget++;
      break;
    default:
      counts.noData++;
  }
}

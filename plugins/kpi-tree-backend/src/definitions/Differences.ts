import {
  KpiTreeBranch,
  KpiTreeLeaf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { DefinedEntity } from './DefinedEntity';
import { TreeIndex } from './TreeIndex';

type TreeTargets = Record<string, Pick<KpiTreeLeaf, 'target' | 'threshold'>>;

/** What trees and targets entities have. */
type Attached = {
  entities: ReadonlyMap<
    string,
    Pick<DefinedEntity, 'attachments' | 'treeTargets'>
  >;
  attachedKpis(entityRef: string): ReadonlySet<string>;
};

const NONE: ReadonlySet<string> = new Set();

/**
 * Where what is stored does not apply for somebody who may not read all definitions, as it
 * was evaluated with all of them: there it is calculated for them.
 */
export class Differences {
  /** KPIs of which other members count in scopes, or are judged otherwise. */
  readonly rolledUp = new Set<string>();
  /** Trees whose nodes have another state, for some entity. */
  readonly trees = new Set<string>();
  private readonly byEntity = new Map<string, ReadonlySet<string>>();

  constructor(whole: Attached, restricted: Attached) {
    for (const [ref, entity] of restricted.entities) {
      const before = whole.entities.get(ref);
      if (!before?.attachments.length && !entity.attachments.length) {
        continue;
      }
      const counted = restricted.attachedKpis(ref);
      const countedBefore = whole.attachedKpis(ref);
      for (const kpi of [...counted, ...countedBefore]) {
        if (!counted.has(kpi) || !countedBefore.has(kpi)) {
          this.rolledUp.add(kpi);
        }
      }
      const judged = differentTargets(
        before?.treeTargets ?? {},
        entity.treeTargets,
      );
      if (judged.size) {
        this.byEntity.set(ref, judged);
        judged.forEach(kpi => this.rolledUp.add(kpi));
      }
      for (const { tree, root } of entity.attachments) {
        const other = before?.attachments.find(each => each.tree === tree);
        if (judged.size || !other || !isSameTree(root, other.root)) {
          this.trees.add(tree);
        }
      }
    }
  }

  /** The KPIs of an entity that are judged by other targets. */
  judgedOf(entityRef: string): ReadonlySet<string> {
    return this.byEntity.get(entityRef) ?? NONE;
  }

  /** The entities of which a KPI is judged by other targets. */
  entitiesJudged(kpi: string): string[] {
    return [...this.byEntity].flatMap(([ref, kpis]) =>
      kpis.has(kpi) ? [ref] : [],
    );
  }
}

function differentTargets(a: TreeTargets, b: TreeTargets): Set<string> {
  const different = new Set<string>();
  for (const kpi of [...Object.keys(a), ...Object.keys(b)]) {
    const [one, other] = [a[kpi], b[kpi]].map(targets =>
      JSON.stringify([targets?.target, targets?.threshold]),
    );
    if (one !== other) {
      different.add(kpi);
    }
  }
  return different;
}

/** Whether trees have the same nodes and KPIs; most entities have the same tree. */
function isSameTree(a: KpiTreeBranch, b: KpiTreeBranch): boolean {
  return a === b || TreeIndex.of(a).shape === TreeIndex.of(b).shape;
}

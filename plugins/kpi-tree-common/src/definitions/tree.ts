import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { KPI_TREE_API_VERSION, lifecycles, type Target } from '../vocabulary';

/** @public */
export const nodeKinds = ['goal', 'csf', 'value-stream', 'process'] as const;

/**
 * What an inner node of a KPI tree stands for.
 *
 * @public
 */
export type NodeKind = (typeof nodeKinds)[number];

/**
 * A KPI hung into a tree. A target or threshold given here overrides that of
 * the Kpi, for the entities to which the tree is attached.
 *
 * @public
 */
export type KpiTreeLeaf = {
  kpi: string;
  weight: number;
  target?: Target;
  threshold?: Target;
};

/**
 * An inner node of a KPI tree: a goal, critical success factor, value stream
 * or process. A node without children is shown as a place not yet measured.
 *
 * @public
 */
export type KpiTreeBranch = {
  id: string;
  kind: NodeKind;
  title: string;
  description?: string;
  owner?: string;
  weight: number;
  rollup: 'weighted' | 'worst';
  children: KpiTreeChild[];
};

/** @public */
export type KpiTreeChild = KpiTreeBranch | KpiTreeLeaf;

/**
 * The `spec` of a valid `KpiTree`.
 *
 * @public
 */
export type KpiTreeSpec = {
  lifecycle: (typeof lifecycles)[number];
  /** A Group or User; a Group if no kind is given. */
  owner: string;
  /** A catalog filter predicate: to what the tree attaches itself. */
  appliesTo?: JsonObject;
  root: KpiTreeBranch;
  /** The `KpiTree` that was extended, by name. */
  extends?: string;
};

/**
 * A `KpiTree` entity: a goal and below it critical success factors, value
 * streams, processes and KPIs.
 *
 * @public
 */
export interface KpiTreeEntity extends Entity {
  apiVersion: typeof KPI_TREE_API_VERSION;
  kind: 'KpiTree';
  spec: KpiTreeSpec;
}

/** @public */
export function isLeaf(node: KpiTreeChild): node is KpiTreeLeaf {
  return 'kpi' in node;
}

/**
 * All nodes of a tree from the root down, each with the nodes above it.
 *
 * @public
 */
export function* walkTree(
  root: KpiTreeBranch,
  path: KpiTreeBranch[] = [],
): Generator<{ node: KpiTreeChild; path: KpiTreeBranch[] }> {
  yield { node: root, path };
  for (const child of root.children) {
    if (isLeaf(child)) {
      yield { node: child, path: [...path, root] };
    } else {
      yield* walkTree(child, [...path, root]);
    }
  }
}

import {
  isLeaf,
  KpiTreeBranch,
  KpiTreeChild,
  KpiTreeLeaf,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** A KPI of a tree, with the nodes above it from the root down. */
export type PlacedLeaf = {
  id: string;
  leaf: KpiTreeLeaf;
  path: KpiTreeBranch[];
};

/** Where a KPI counts in a tree: the id of its node, and its weight there. */
export type KpiPlace = { node: string; weight: number };

/**
 * What is in a tree or a branch of one: its nodes, ids and KPIs, found once. A tree does
 * not change; most entities, and all callers who see the same of it, have the same object.
 */
export class TreeIndex {
  /** As old as the tree, which definitions and answers hand on as a plain object. */
  private static readonly known = new WeakMap<KpiTreeBranch, TreeIndex>();

  private readonly found: {
    leaves?: PlacedLeaf[];
    kpis?: ReadonlySet<string>;
    nodes?: ReadonlyMap<string, KpiTreeChild>;
    leafIds?: ReadonlySet<string>;
    branchIds?: string[];
    places?: ReadonlyMap<string, KpiPlace>;
    shape?: string;
  } = {};

  private constructor(private readonly root: KpiTreeBranch) {}

  /** The index of a tree or branch. */
  static of(root: KpiTreeBranch): TreeIndex {
    let index = this.known.get(root);
    if (!index) {
      index = new TreeIndex(root);
      this.known.set(root, index);
    }
    return index;
  }

  /** Its KPIs with their places, in its order. */
  get leaves(): readonly PlacedLeaf[] {
    this.found.leaves ??= [...walkTree(this.root)].flatMap(({ node, path }) =>
      isLeaf(node) ? [{ id: idOf(node, path), leaf: node, path }] : [],
    );
    return this.found.leaves;
  }

  /** The names of its KPIs, in its order. */
  get kpis(): ReadonlySet<string> {
    this.found.kpis ??= new Set(
      [...walkTree(this.root)].flatMap(({ node }) =>
        isLeaf(node) ? [node.kpi] : [],
      ),
    );
    return this.found.kpis;
  }

  /** The ids of its KPIs. */
  get leafIds(): ReadonlySet<string> {
    this.found.leafIds ??= new Set(this.leaves.map(({ id }) => id));
    return this.found.leafIds;
  }

  /** The ids of its other nodes, in its order. */
  get branchIds(): readonly string[] {
    this.found.branchIds ??= [...walkTree(this.root)].flatMap(({ node }) =>
      isLeaf(node) ? [] : [node.id],
    );
    return this.found.branchIds;
  }

  /** A text that is the same for trees with the same nodes and KPIs. */
  get shape(): string {
    this.found.shape ??= [...walkTree(this.root)]
      .map(({ node }) => (isLeaf(node) ? `-${node.kpi}` : node.id))
      .join(' ');
    return this.found.shape;
  }

  /** A node by its id; the root if none is given. */
  node(id: string | undefined): KpiTreeChild | undefined {
    if (id === undefined) {
      return this.root;
    }
    if (!this.found.nodes) {
      const nodes = new Map<string, KpiTreeChild>();
      for (const { node, path } of walkTree(this.root)) {
        const own = idOf(node, path);
        if (!nodes.has(own)) {
          nodes.set(own, node);
        }
      }
      this.found.nodes = nodes;
    }
    return this.found.nodes.get(id);
  }

  /**
   * Where a KPI is shown: the first place in which it counts, or the first if it is for
   * information in all of them.
   */
  place(kpi: string): KpiPlace | undefined {
    this.found.places ??= placesOf(this.leaves);
    return this.found.places.get(kpi);
  }
}

function placesOf(leaves: readonly PlacedLeaf[]): Map<string, KpiPlace> {
  const places = new Map<string, KpiPlace>();
  for (const { id, leaf, path } of leaves) {
    // What is below a branch that does not count does not count either
    const counts = path.slice(1).every(({ weight }) => weight > 0);
    const weight = counts ? leaf.weight : 0;
    const known = places.get(leaf.kpi);
    if (!known || (known.weight === 0 && weight > 0)) {
      places.set(leaf.kpi, { node: id, weight });
    }
  }
  return places;
}

/** A KPI is known by the node above it, as it may be in several. */
function idOf(node: KpiTreeChild, path: KpiTreeBranch[]): string {
  return isLeaf(node) ? `${path[path.length - 1].id}/${node.kpi}` : node.id;
}

import { parseEntityRef } from '@backstage/catalog-model';
import {
  isLeaf,
  type KpiDefinition,
  type KpiTreeBranch,
  type KpiTreeDefinition,
  LIBRARY_NAMESPACE,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** Where a definition comes from. */
export type Origin = 'own' | 'library';

/** A place of a KPI in a tree. */
export type Place = {
  tree: KpiTreeDefinition;
  /** The nodes above it, the goal first. */
  path: KpiTreeBranch[];
};

/** A KPI with where it stands. */
export type LibraryKpi = {
  kpi: KpiDefinition;
  origin: Origin;
  places: Place[];
};

/** A tree with what it is made of. */
export type LibraryTree = {
  tree: KpiTreeDefinition;
  origin: Origin;
  kpiCount: number;
  /** Its value streams or, without any, the nodes right below its goal. */
  streams: KpiTreeBranch[];
};

/** Every tree and KPI, by title. */
export type Library = { trees: LibraryTree[]; kpis: LibraryKpi[] };

/** Puts trees and KPIs together. */
export function libraryOf(
  trees: KpiTreeDefinition[],
  kpis: KpiDefinition[],
): Library {
  const places = new Map<string, Place[]>();
  for (const tree of trees) {
    for (const { node, path } of walkTree(tree.spec.root)) {
      if (isLeaf(node)) {
        places.set(node.kpi, [...(places.get(node.kpi) ?? []), { tree, path }]);
      }
    }
  }
  const byTitle = (a: { title: string }, b: { title: string }) =>
    a.title.localeCompare(b.title);
  return {
    trees: [...trees].sort(byTitle).map(tree => ({
      tree,
      origin: originOf(tree.entityRef),
      kpiCount: new Set(
        [...walkTree(tree.spec.root)].flatMap(({ node }) =>
          isLeaf(node) ? [node.kpi] : [],
        ),
      ).size,
      streams: streamsOf(tree),
    })),
    kpis: [...kpis].sort(byTitle).map(kpi => ({
      kpi,
      origin: originOf(kpi.entityRef),
      places: places.get(kpi.name) ?? [],
    })),
  };
}

function originOf(entityRef: string): Origin {
  return parseEntityRef(entityRef).namespace === LIBRARY_NAMESPACE
    ? 'library'
    : 'own';
}

function streamsOf({ spec: { root } }: KpiTreeDefinition): KpiTreeBranch[] {
  const branches = [...walkTree(root)].flatMap(({ node }) =>
    isLeaf(node) ? [] : [node],
  );
  const streams = branches.filter(({ kind }) => kind === 'value-stream');
  return streams.length
    ? streams
    : root.children.flatMap(child => (isLeaf(child) ? [] : [child]));
}

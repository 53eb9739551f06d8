import {
  isLeaf,
  KpiTreeBranch,
  KpiTreeChild,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * A tree without the KPIs that are not known; the same object where all are.
 *
 * @param isKnown - by the name of a KPI
 */
export function pruneTree(
  root: KpiTreeBranch,
  isKnown: (kpi: string) => boolean,
): KpiTreeBranch {
  const children = root.children.flatMap((child): KpiTreeChild[] => {
    if (!isLeaf(child)) {
      return [pruneTree(child, isKnown)];
    }
    return isKnown(child.kpi) ? [child] : [];
  });
  const isSame =
    children.length === root.children.length &&
    children.every((child, index) => child === root.children[index]);
  return isSame ? root : { ...root, children };
}

import {
  KpiTreeBranch,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { narrowTree } from './narrowTree';

const branch = (
  id: string,
  children: KpiTreeBranch['children'] = [],
): KpiTreeBranch => ({
  id,
  kind: 'process',
  title: id,
  weight: 1,
  rollup: 'weighted',
  children,
});

const tree = branch('root', [
  branch('left', [{ kpi: 'a', weight: 1 }, branch('deep')]),
  branch('right', [{ kpi: 'b', weight: 1 }]),
]);

const names = (root?: KpiTreeBranch) =>
  root &&
  [...walkTree(root)].map(({ node }) => ('kpi' in node ? node.kpi : node.id));

describe('narrowTree', () => {
  it('keeps the named branches whole, and the nodes above them', () => {
    expect(names(narrowTree(tree, ['left']))).toEqual([
      'root',
      'left',
      'a',
      'deep',
    ]);
    expect(names(narrowTree(tree, ['deep', 'right']))).toEqual([
      'root',
      'left',
      'deep',
      'right',
      'b',
    ]);
    expect(narrowTree(tree, ['root'])).toBe(tree);
  });

  it('is nothing where no node is meant', () => {
    expect(narrowTree(tree, ['a', 'other'])).toBeUndefined();
  });
});

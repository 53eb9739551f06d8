import { InputError } from '@backstage/errors';
import { Document, isMap, isSeq, YAMLMap } from 'yaml';
import { documentsOf, refOf, replaced } from './writeDefinition';

/** Which node a KPI is put below. */
export type Place = {
  /** The name of the KpiTree. */
  tree: string;
  /** The id of the node. */
  node: string;
  kpi: string;
};

/**
 * Puts a KPI below a node of a tree that is in the same text: as the last child of the
 * node, or into the changes of a tree that extends another one.
 *
 * @throws `InputError` if the tree or the node is not in the text
 */
export function addLeaf(text: string, { tree, node, kpi }: Place): string {
  const found = documentsOf(text).find(
    ({ document: each }) =>
      refOf(each)?.startsWith('kpitree:') &&
      each.getIn(['metadata', 'name']) === tree,
  );
  if (!found) {
    throw new InputError(
      `The file has no KpiTree ${tree}: leave tree and node out, and add "- kpi: ${kpi}" below the node ${node} where that tree is defined`,
    );
  }
  const { document } = found;
  const root = document.getIn(['spec', 'root']);
  const wanted = isMap(root)
    ? withLeaf(document, root, node, kpi)
    : withChange(document, node, kpi);
  if (!wanted) {
    throw new InputError(
      `node is ${node}: the KpiTree ${tree} has no such node`,
    );
  }
  return replaced(text, found, document.toString({ lineWidth: 0 }));
}

/** @returns whether there is such a node */
function withLeaf(
  document: Document,
  at: YAMLMap,
  node: string,
  kpi: string,
): boolean {
  const children = at.get('children');
  if (at.get('id') === node) {
    if (!isSeq(children)) {
      at.set('children', document.createNode([{ kpi }]));
    } else if (
      !children.items.some(one => isMap(one) && one.get('kpi') === kpi)
    ) {
      children.add(document.createNode({ kpi }));
    }
    return true;
  }
  return (
    isSeq(children) &&
    children.items.some(
      child => isMap(child) && withLeaf(document, child, node, kpi),
    )
  );
}

/** Of a tree that extends another one, whose nodes are not in the text. */
function withChange(document: Document, node: string, kpi: string): boolean {
  if (document.getIn(['spec', 'extends']) === undefined) {
    return false;
  }
  const changes = document.getIn(['spec', 'changes']);
  if (!isSeq(changes)) {
    document.setIn(
      ['spec', 'changes'],
      document.createNode([{ id: node, add: [{ kpi }] }]),
    );
    return true;
  }
  const change = changes.items.find(
    one => isMap(one) && one.get('id') === node,
  );
  if (!isMap(change)) {
    changes.add(document.createNode({ id: node, add: [{ kpi }] }));
    return true;
  }
  const added = change.get('add');
  if (!isSeq(added)) {
    change.set('add', document.createNode([{ kpi }]));
  } else if (!added.items.some(one => isMap(one) && one.get('kpi') === kpi)) {
    added.add(document.createNode({ kpi }));
  }
  return true;
}

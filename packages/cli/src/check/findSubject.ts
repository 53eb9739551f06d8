import { InputError, NotFoundError } from '@backstage/errors';
import {
  Scorecard,
  ScorecardNode,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** What of an entity is checked: a KPI, else a node, else a whole tree. */
export type SubjectNames = { tree?: string; node?: string; kpi?: string };

/** A node or KPI of a scorecard, and the tree in which it is. */
export type Subject = { tree: ScorecardTree; node: ScorecardNode };

/**
 * Finds in a scorecard what is to be checked.
 *
 * @throws `NotFoundError` if it is not there; `InputError` if several trees have it, and
 * none is named
 */
export function findSubject(
  { scope, trees }: Scorecard,
  { tree, node, kpi }: SubjectNames,
): Subject {
  if (!trees.length) {
    throw new NotFoundError(
      tree === undefined
        ? `${scope} has no KPI tree that this token may read: attach one, and give the token the permission catalog.entity.read of the plugin kpi-tree`
        : `The tree ${tree} is not attached to ${scope}: attach it, or use another`,
    );
  }
  const isNode = ({ id }: ScorecardNode) => id === node;
  const isKpi = (one: ScorecardNode) => one.kpi === kpi;
  const found = trees.flatMap((each): Subject[] => {
    const branch = node === undefined ? each.root : find(each.root, isNode);
    const subject = kpi === undefined ? branch : branch && find(branch, isKpi);
    return subject ? [{ tree: each, node: subject }] : [];
  });
  if (!found.length) {
    const what = kpi === undefined ? `node ${node}` : `KPI ${kpi}`;
    const place =
      kpi !== undefined && node !== undefined ? ` in its node ${node}` : '';
    throw new NotFoundError(
      `${scope} has no ${what}${place} in ${named(trees)}: use one that it has`,
    );
  }
  // A KPI stands in all trees with the same number
  if (kpi === undefined && found.length > 1) {
    throw new InputError(
      `${scope} has ${
        node === undefined ? 'several trees' : `the node ${node} several times`
      }: name one of ${named(found.map(each => each.tree))} with --tree`,
    );
  }
  return found[0];
}

function find(
  node: ScorecardNode,
  isIt: (node: ScorecardNode) => boolean,
): ScorecardNode | undefined {
  if (isIt(node)) {
    return node;
  }
  for (const child of node.children) {
    const found = find(child, isIt);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function named(trees: ScorecardTree[]): string {
  return trees.map(({ name }) => name).join(', ');
}

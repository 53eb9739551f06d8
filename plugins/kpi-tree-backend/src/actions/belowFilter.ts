import { Action, isLeaf } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ALL } from '../definitions/Scope';
import { Definitions } from '../definitions/Definitions';
import { TreeIndex } from '../definitions/TreeIndex';
import { ActionFilter } from '../store/ActionStore';

/**
 * A filter that takes in what is below: the members of the scope as well, and the nodes
 * and KPIs below the node.
 *
 * @returns what the store is asked for, and which of that counts
 */
export function belowFilter(
  definitions: Definitions,
  { scope, tree, node, ...rest }: ActionFilter,
): { filter: ActionFilter; counts: (action: Action) => boolean } {
  const isInScope = scopeBelow(definitions, scope);
  const isBelow = nodeBelow(definitions, tree, node);
  return {
    filter: rest,
    counts: action => isInScope(action) && isBelow(action),
  };
}

function scopeBelow(definitions: Definitions, scope: string | undefined) {
  if (scope === undefined || scope === ALL) {
    return () => true;
  }
  const scopes = new Set([scope, ...definitions.members(scope)]);
  return (action: Action) => scopes.has(action.scope);
}

function nodeBelow(
  definitions: Definitions,
  tree: string | undefined,
  node: string | undefined,
) {
  if (tree === undefined) {
    return () => true;
  }
  const root = definitions.trees.get(tree)?.spec.root;
  const found = root && TreeIndex.of(root).node(node);
  if (!found) {
    return () => false;
  }
  if (isLeaf(found)) {
    return ({ kpi }: Action) => kpi === found.kpi;
  }
  const { branchIds, kpis } = TreeIndex.of(found);
  const nodes = new Set(branchIds);
  return (action: Action) =>
    action.kpi === undefined
      ? action.tree === tree && nodes.has(action.node ?? '')
      : kpis.has(action.kpi);
}

import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Filters } from '../view/useView';

/**
 * The tree with only the KPIs that pass the filters, and the nodes above them.
 *
 * Of one filter any entry will do, of all filters each must be met. A KPI without an
 * owner of its own is owned as the node above it. What nodes say of themselves, such
 * as their score, stays what it is without filters.
 *
 * @returns `undefined` if no KPI passes.
 */
export function filterTree(
  root: ScorecardNode,
  filters: Filters,
): ScorecardNode | undefined {
  return Object.values(filters).some(list => list.length)
    ? filterNode(root, filters, { streams: [], owner: null })
    : root;
}

/** What a node has from those above it. */
type Above = { streams: string[]; owner: string | null };

function filterNode(
  node: ScorecardNode,
  filters: Filters,
  above: Above,
): ScorecardNode | undefined {
  const owner = node.owner ?? above.owner;
  if (node.kind === 'kpi') {
    return passes(node, filters, { ...above, owner }) ? node : undefined;
  }
  const streams =
    node.kind === 'value-stream' ? [...above.streams, node.id] : above.streams;
  const children = node.children.flatMap(
    child => filterNode(child, filters, { streams, owner }) ?? [],
  );
  return children.length ? { ...node, children } : undefined;
}

function passes(
  kpi: ScorecardNode,
  filters: Filters,
  { streams, owner }: Above,
): boolean {
  return (
    anyOf(filters.streams, streams) &&
    anyOf(filters.personas, kpi.personas ?? []) &&
    anyOf(filters.statuses, [kpi.status]) &&
    anyOf(filters.owners, owner ? [owner] : []) &&
    anyOf(filters.tags, kpi.tags ?? [])
  );
}

function anyOf(wanted: string[], given: string[]): boolean {
  return !wanted.length || given.some(each => wanted.includes(each));
}

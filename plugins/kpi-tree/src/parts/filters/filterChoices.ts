import type {
  ScorecardNode,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { statusOrder } from '../status';
import type { Filters } from '../view/useView';

/** What can be chosen for each filter; statuses are always the same. */
export type FilterChoices = {
  /** Id and title of each value stream, in the order of the tree. */
  streams: { id: string; title: string }[];
  personas: string[];
  statuses: Status[];
  /** Entity references. */
  owners: string[];
  tags: string[];
};

/**
 * What the KPIs of a tree have that can be filtered by, and what is filtered by
 * already, be it there or not.
 */
export function filterChoices(
  root: ScorecardNode | undefined,
  filters: Filters,
): FilterChoices {
  const streams = new Map<string, string>();
  const personas = new Set(filters.personas);
  const owners = new Set(filters.owners);
  const tags = new Set(filters.tags);
  const visit = (node: ScorecardNode, ownerAbove: string | null) => {
    const owner = node.owner ?? ownerAbove;
    if (node.kind === 'value-stream') {
      streams.set(node.id, node.title);
    }
    if (node.kind === 'kpi') {
      node.personas?.forEach(persona => personas.add(persona));
      node.tags?.forEach(tag => tags.add(tag));
      if (owner) {
        owners.add(owner);
      }
    }
    node.children.forEach(child => visit(child, owner));
  };
  if (root) {
    visit(root, null);
  }
  for (const id of filters.streams) {
    streams.set(id, streams.get(id) ?? id);
  }
  return {
    streams: [...streams].map(([id, title]) => ({ id, title })),
    personas: [...personas].sort(),
    statuses: statusOrder,
    owners: [...owners].sort(),
    tags: [...tags].sort(),
  };
}

import type { KeyboardEvent } from 'react';
import type { TreeRow } from '../../../parts/nodes/treeRows';

type TreeKeysOptions = {
  /** What can be seen, from top to bottom. */
  rows: TreeRow[];
  /** Goes to a node. */
  onMove: (id: string) => void;
  onToggle: (id: string) => void;
  /** Opens or folds a node, as a click does. */
  onActivate: (row: TreeRow) => void;
};

/**
 * The keys of a tree after the ARIA authoring practices: up and down go to the node
 * before and after, right unfolds or goes to the first child, left folds or goes to
 * the parent.
 *
 * @returns handles a key pressed on a node; whether it was one of these
 */
export function useTreeKeys(options: TreeKeysOptions) {
  const { rows, onMove, onToggle, onActivate } = options;
  return (event: KeyboardEvent, id: string): boolean => {
    const at = rows.findIndex(row => row.node.id === id);
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) {
      return false;
    }
    const move = (to: string | undefined) => {
      if (to !== undefined) {
        onMove(to);
      }
    };
    const actions: Record<string, () => void> = {
      ArrowDown: () => move(rows[at + 1]?.node.id),
      ArrowUp: () => move(rows[at - 1]?.node.id),
      Home: () => move(rows[0].node.id),
      End: () => move(rows[rows.length - 1].node.id),
      ArrowRight: () => {
        if (row.expanded) {
          move(rows[at + 1].node.id);
        } else if (row.expanded === false) {
          onToggle(id);
        }
      },
      ArrowLeft: () => {
        if (row.expanded) {
          onToggle(id);
        } else {
          move(row.parentId);
        }
      },
      Enter: () => onActivate(row),
      ' ': () => onActivate(row),
    };
    const action = actions[event.key];
    if (!action) {
      return false;
    }
    event.preventDefault();
    action();
    return true;
  };
}

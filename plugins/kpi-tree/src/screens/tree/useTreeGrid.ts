import {
  isKpiNode,
  KpiScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KeyboardEvent, useCallback, useRef, useState } from 'react';
import type { TreeRow } from '../../parts/nodes/treeRows';

type TreeGridOptions = {
  rows: TreeRow[];
  /** Folds or unfolds a node. */
  onToggle: (id: string) => void;
  /** Unfolds several nodes. */
  onUnfold: (ids: string[]) => void;
  /** Opens a KPI. */
  onOpen: (node: KpiScorecardNode) => void;
};

/** How far Page Up and Page Down go. */
const PAGE = 10;

/**
 * Focus and keys of a tree grid after the ARIA authoring practices: one row is
 * in the tab order, the arrow keys move between rows and fold them, an asterisk unfolds
 * all beside a row.
 */
export function useTreeGrid({
  rows,
  onToggle,
  onUnfold,
  onOpen,
}: TreeGridOptions) {
  const elements = useRef(new Map<string, HTMLElement>());
  const [wanted, setWanted] = useState<string>();
  const active = rows.find(row => row.node.id === wanted) ?? rows[0];

  const focus = useCallback((id: string | undefined) => {
    if (id !== undefined) {
      setWanted(id);
      elements.current.get(id)?.focus();
    }
  }, []);

  const activate = (row: TreeRow) => {
    setWanted(row.node.id);
    if (isKpiNode(row.node)) {
      onOpen(row.node);
    } else if (row.expanded !== undefined) {
      onToggle(row.node.id);
    }
  };

  const onKeyDown = (event: KeyboardEvent, row: TreeRow) => {
    const inside = event.target !== event.currentTarget;
    const at = rows.indexOf(row);
    const move = (to: number) => focus(rows[to]?.node.id);
    const actions: Record<string, () => void> = {
      ArrowDown: () => move(at + 1),
      ArrowUp: () => move(at - 1),
      Home: () => move(0),
      End: () => move(rows.length - 1),
      PageDown: () => move(Math.min(rows.length - 1, at + PAGE)),
      PageUp: () => move(Math.max(0, at - PAGE)),
      // All that are folded beside it, as in a tree
      '*': () =>
        onUnfold(
          rows
            .filter(
              ({ parentId, expanded }) =>
                parentId === row.parentId && expanded === false,
            )
            .map(({ node }) => node.id),
        ),
      ArrowRight: () => {
        if (row.expanded) {
          move(at + 1);
        } else if (row.expanded === false) {
          onToggle(row.node.id);
        }
      },
      ArrowLeft: () => {
        if (row.expanded) {
          onToggle(row.node.id);
        } else {
          focus(row.parentId);
        }
      },
      // A link inside the row has its own Enter.
      ...(inside
        ? {}
        : { Enter: () => activate(row), ' ': () => activate(row) }),
    };
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    const action = modified ? undefined : actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  };

  const rowProps = (row: TreeRow) => ({
    ref: (element: HTMLElement | null) => {
      if (element) {
        elements.current.set(row.node.id, element);
      } else {
        elements.current.delete(row.node.id);
      }
    },
    role: 'row',
    tabIndex: row === active ? 0 : -1,
    // The head is the first row
    'aria-rowindex': rows.indexOf(row) + 2,
    'aria-level': row.level,
    'aria-posinset': row.position,
    'aria-setsize': row.siblings,
    'aria-expanded': row.expanded,
    onFocus: () => setWanted(row.node.id),
    onKeyDown: (event: KeyboardEvent) => onKeyDown(event, row),
  });

  return { activeId: active?.node.id, rowProps, activate, focus };
}

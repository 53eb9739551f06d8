import {
  FocusEvent,
  KeyboardEvent,
  RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

/** A place in the grid: row -1 is the head, column 0 the name of the service. */
export type GridPlace = { row: number; column: number };

/** The row of the head. */
export const HEAD = -1;

/** The attributes by which a cell that can have the focus is found. */
export const placeProps = (row: number, column: number | 'all') => ({
  'data-row': row,
  'data-column': column,
});

/** The place of the cell in which an event happened. */
export function placeOf(target: EventTarget): GridPlace | undefined {
  const cell = (target as Element).closest<HTMLElement>('[data-row]');
  return cell
    ? {
        row: Number(cell.dataset.row),
        // A group has one cell for all columns
        column: Number(cell.dataset.column) || 0,
      }
    : undefined;
}

type GridKeysOptions = {
  /** The element in which the cells are. */
  grid: RefObject<HTMLElement>;
  rowCount: number;
  columnCount: number;
  /** How many rows are seen at once. */
  pageSize: () => number;
  /** Brings a place into view. */
  reveal: (place: GridPlace) => void;
  /** Opens what is at a place. */
  activate: (place: GridPlace) => void;
  /** Somebody wants to go to the very last row. */
  onEnd: () => void;
};

/**
 * Focus and keys of a grid after the ARIA authoring practices: one cell is in the tab
 * order, the keys move between cells. The cell that has the focus has to stay rendered,
 * wherever the grid is scrolled to.
 */
export function useGridKeys(options: GridKeysOptions) {
  const { grid, rowCount, columnCount, reveal, activate } = options;
  const [wanted, setWanted] = useState<GridPlace>({ row: HEAD, column: 0 });
  // The rows may have become fewer
  const active = {
    row: Math.min(wanted.row, rowCount - 1),
    column: Math.min(wanted.column, columnCount - 1),
  };
  const moved = useRef(false);

  // After the cell has been rendered
  useLayoutEffect(() => {
    if (moved.current) {
      moved.current = false;
      const inRow = `[data-row="${active.row}"]`;
      grid.current
        ?.querySelector<HTMLElement>(
          `${inRow}[data-column="${active.column}"], ${inRow}[data-column="all"]`,
        )
        ?.focus({ preventScroll: true });
    }
  });

  const move = (row: number, column: number) => {
    const place = {
      row: Math.max(HEAD, Math.min(row, rowCount - 1)),
      column: Math.max(0, Math.min(column, columnCount - 1)),
    };
    moved.current = true;
    setWanted(place);
    reveal(place);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const { row, column } = active;
    const wide = event.ctrlKey || event.metaKey;
    const end = () => {
      if (wide) {
        options.onEnd();
      }
      move(wide ? rowCount - 1 : row, columnCount - 1);
    };
    const actions: Record<string, () => void> = {
      ArrowDown: () => move(row + 1, column),
      ArrowUp: () => move(row - 1, column),
      ArrowRight: () => move(row, column + 1),
      ArrowLeft: () => move(row, column - 1),
      Home: () => move(wide ? 0 : row, 0),
      End: end,
      PageDown: () => move(row + options.pageSize(), column),
      PageUp: () => move(Math.max(0, row - options.pageSize()), column),
      Enter: () => activate(active),
      ' ': () => activate(active),
    };
    const action =
      event.altKey || event.shiftKey ? undefined : actions[event.key];
    if (action && (!wide || event.key === 'Home' || event.key === 'End')) {
      event.preventDefault();
      action();
    }
  };

  const onFocus = (event: FocusEvent) => {
    const place = placeOf(event.target);
    if (place && (place.row !== active.row || place.column !== active.column)) {
      setWanted(place);
    }
  };

  return { active, move, gridProps: { onKeyDown, onFocus } };
}

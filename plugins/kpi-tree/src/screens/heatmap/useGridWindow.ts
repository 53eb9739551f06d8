import {
  defaultRangeExtractor,
  Range,
  useVirtualizer,
} from '@tanstack/react-virtual';
import { RefObject, useCallback, useEffect, useMemo } from 'react';
import type { GridRow } from './heatmapRows';
import type { GridSizes } from './heatmapStyles';
import type { GridPlace } from './useGridKeys';

/** How many more rows and columns are rendered than are in view. */
const OVERSCAN_ROWS = 4;
const OVERSCAN_COLUMNS = 1;

type GridWindowOptions = {
  scroller: RefObject<HTMLElement>;
  rows: GridRow[];
  /** With the name and the score of the service. */
  columnCount: number;
  sizes: GridSizes;
  headHeight: number;
  /** The place that stays rendered, as it may have the focus. */
  active: GridPlace;
};

/** Which rows and columns are in view, and where they are. */
export function useGridWindow({
  scroller,
  rows,
  columnCount,
  sizes,
  headHeight,
  active,
}: GridWindowOptions) {
  const getScrollElement = useCallback(() => scroller.current, [scroller]);

  const rowVirtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement,
    estimateSize: useCallback(
      (index: number) =>
        rows[index].kind === 'group' ? sizes.group : sizes.row,
      [rows, sizes],
    ),
    getItemKey: useCallback(
      (index: number) => {
        const row = rows[index];
        return row.kind === 'group' ? row.id : row.service.entityRef;
      },
      [rows],
    ),
    rangeExtractor: useWithActive(active.row),
    overscan: OVERSCAN_ROWS,
    // The head covers the first rows
    scrollPaddingStart: headHeight,
  });

  const columnVirtualizer = useVirtualizer({
    horizontal: true,
    // The name is always there
    count: columnCount - 1,
    getScrollElement,
    estimateSize: useCallback(
      (index: number) => (index === 0 ? sizes.score : sizes.column),
      [sizes],
    ),
    rangeExtractor: useWithActive(active.column - 1),
    overscan: OVERSCAN_COLUMNS,
    paddingStart: sizes.name,
    scrollPaddingStart: sizes.name,
  });

  // Sizes that were estimated before are kept unless somebody says that they changed
  useEffect(() => {
    rowVirtualizer.measure();
    columnVirtualizer.measure();
  }, [rowVirtualizer, columnVirtualizer, rows, sizes]);

  return {
    visibleRows: rowVirtualizer.getVirtualItems(),
    visibleColumns: columnVirtualizer.getVirtualItems(),
    height: rowVirtualizer.getTotalSize(),
    width: columnVirtualizer.getTotalSize(),
    /** How many rows are seen at once, one less so that one knows where one was. */
    pageSize: () => {
      const seen = (scroller.current?.clientHeight ?? 0) - headHeight;
      return Math.max(1, Math.floor(seen / sizes.row) - 1);
    },
    /** Brings a place into view; the head and the names always are. */
    reveal: ({ row, column }: GridPlace) => {
      if (row >= 0) {
        rowVirtualizer.scrollToIndex(row, { align: 'auto' });
      }
      if (column > 0) {
        columnVirtualizer.scrollToIndex(column - 1, { align: 'auto' });
      }
    },
  };
}

/** What is in view, and the row or column that may have the focus. */
function useWithActive(active: number) {
  return useMemo(
    () => (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      return active < 0 || active >= range.count || indexes.includes(active)
        ? indexes
        : [...indexes, active].sort((a, b) => a - b);
    },
    [active],
  );
}

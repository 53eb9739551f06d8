import type {
  HeatmapColumn,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { filterTree } from '../../parts/filters/filterTree';
import type { Filters } from '../../parts/view/useView';
import { kpisOf } from '../../parts/status';

/** A KPI of the heatmap that is shown, and where its cells are in a row. */
export type ShownColumn = HeatmapColumn & { cell: number };

/** Columns side by side that stand below the same node of the tree. */
export type ColumnSpan = {
  title: string;
  /** The titles of all nodes above, from below the root down. */
  path: string[];
  /** The first column, and how many there are. */
  from: number;
  count: number;
};

/**
 * The columns that pass the filters. The status is not one of them: a KPI that is on
 * target for the whole scope may be off target for a service.
 *
 * @param root - the tree of the scope
 */
export function shownColumns(
  columns: HeatmapColumn[],
  root: ScorecardNode,
  filters: Filters,
): ShownColumn[] {
  const placed = columns.map((column, cell) => ({ ...column, cell }));
  const rest = { ...filters, statuses: [] };
  if (Object.values(rest).every(list => !list.length)) {
    return placed;
  }
  const filtered = filterTree(root, rest);
  const nodes = new Set(filtered && kpisOf(filtered).map(node => node.id));
  return placed.filter(column => nodes.has(column.node));
}

/**
 * What stands above the columns: the value streams and, below them, the processes; only
 * the latter where the tree has no more than these.
 */
export function columnSpans(columns: HeatmapColumn[]): ColumnSpan[][] {
  const deepest = Math.max(0, ...columns.map(({ path }) => path.length));
  return [2, 1]
    .filter(level => level <= deepest)
    .map(level => spansOf(columns, level));
}

/** @param level - 1 is the node right above the KPI, 2 the one above that */
function spansOf(columns: HeatmapColumn[], level: number): ColumnSpan[] {
  const spans: ColumnSpan[] = [];
  columns.forEach((column, index) => {
    const path = column.path.slice(0, column.path.length - level + 1);
    const last = spans[spans.length - 1];
    if (last && last.path.join('\n') === path.join('\n')) {
      last.count++;
    } else {
      const title = path[path.length - 1] ?? '';
      spans.push({ title, path, from: index, count: 1 });
    }
  });
  return spans;
}

import type { HeatmapCell } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { memo } from 'react';
import type { ShownColumn } from './heatmapColumns';
import { HeatmapClasses, mayOverflow } from './heatmapStyles';
import type { CellText } from './useCellText';
import { placeProps } from './useGridKeys';

/** What the shape, the arrow and the space between them take, in pixels. */
const BESIDE = 46;

type KpiCellProps = {
  cell: HeatmapCell | null;
  shown: ShownColumn;
  /** Where it stands in the grid. */
  row: number;
  column: number;
  active: boolean;
  compact: boolean;
  /** In pixels. */
  left: number;
  width: number;
  classes: HeatmapClasses;
  cellText: (cell: HeatmapCell | null, column: ShownColumn) => CellText;
};

/**
 * How a service stands with a KPI: the colour and the shape of its status, its value,
 * and an arrow where it moves. There are hundreds of them on the screen: it uses no
 * hooks, which would slow down scrolling, and is rendered once.
 */
export const KpiCell = memo((props: KpiCellProps) => {
  const { cell, row, column, active, compact, left, width, classes } = props;
  const text = props.cellText(cell, props.shown);
  return (
    <div
      role="gridcell"
      aria-colindex={column + 1}
      aria-label={Object.values(text).filter(Boolean).join(', ')}
      tabIndex={active ? 0 : -1}
      {...placeProps(row, column)}
      style={{ left, width }}
      className={classNames(
        classes.cell,
        cell ? classes[cell.status] : classes.notAttached,
        (cell?.trend === 'improving' || cell?.trend === 'worsening') &&
          classes[cell.trend],
        { [classes.small]: compact, [classes.rowsMissing]: cell?.rejectedRows },
      )}
    >
      {cell && (
        <span
          className={classNames(classes.cellValue, {
            [classes.clipped]: mayOverflow(text.value, width - BESIDE),
          })}
        >
          {text.value}
        </span>
      )}
    </div>
  );
});

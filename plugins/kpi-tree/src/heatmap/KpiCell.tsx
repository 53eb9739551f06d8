import type { HeatmapCell } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { memo } from 'react';
import { StatusGlyph } from '../status';
import { TrendGlyph } from '../trend';
import type { ShownColumn } from './heatmapColumns';
import type { HeatmapClasses } from './heatmapStyles';
import type { CellText } from './useCellText';
import { placeProps } from './useGridKeys';

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
      { [classes.small]: compact },
    )}
  >
    {cell && (
      <>
        <svg
          viewBox="-8 -8 16 16"
          data-status={cell.status}
          aria-hidden
          focusable="false"
        >
          <StatusGlyph status={cell.status} />
        </svg>
        <span className={classes.cellValue}>{text.value}</span>
        {(cell.trend === 'improving' || cell.trend === 'worsening') && (
          <svg viewBox="-8 -8 16 16" aria-hidden focusable="false">
            <TrendGlyph trend={cell.trend} />
          </svg>
        )}
      </>
    )}
  </div>
  );
});

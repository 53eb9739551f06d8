import type { HeatmapCell } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { CSSProperties } from 'react';
import { StatusGlyph } from '../status';
import { TrendGlyph } from '../trend';
import type { HeatmapClasses } from './heatmapStyles';
import { placeProps } from './useGridKeys';

type KpiCellProps = {
  cell: HeatmapCell | null;
  /** What is read of it. */
  label: string;
  value: string;
  /** Where it stands in the grid. */
  row: number;
  column: number;
  active: boolean;
  compact: boolean;
  style: CSSProperties;
  classes: HeatmapClasses;
};

/**
 * How a service stands with a KPI: the colour and the shape of its status, its value,
 * and an arrow where it moves. There are hundreds of them on the screen: it uses no
 * hooks, which would slow down scrolling.
 */
export const KpiCell = ({
  cell,
  label,
  value,
  row,
  column,
  active,
  compact,
  style,
  classes,
}: KpiCellProps) => (
  <div
    role="gridcell"
    aria-colindex={column + 1}
    aria-label={label}
    tabIndex={active ? 0 : -1}
    {...placeProps(row, column)}
    style={style}
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
        <span className={classes.cellValue}>{value}</span>
        {(cell.trend === 'improving' || cell.trend === 'worsening') && (
          <svg viewBox="-8 -8 16 16" aria-hidden focusable="false">
            <TrendGlyph trend={cell.trend} />
          </svg>
        )}
      </>
    )}
  </div>
);

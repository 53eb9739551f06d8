import type { HeatmapRow } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { VirtualItem } from '@tanstack/react-virtual';
import { memo } from 'react';
import { Link } from 'react-router-dom';
import type { ShownColumn } from './heatmapColumns';
import { HeatmapClasses, mayOverflow } from './heatmapStyles';
import { KpiCell } from './KpiCell';
import { ScoreCell } from './ScoreCell';
import type { CellText, ScoreText } from './useCellText';
import { placeProps } from './useGridKeys';
import type { KpiLink } from '../../parts/links/useKpiLink';

type ServiceRowProps = {
  service: HeatmapRow;
  columns: ShownColumn[];
  /** The columns in view: 0 is the score, 1 the first KPI. */
  visible: VirtualItem[];
  /** From 0, below the head. */
  row: number;
  /** From 1, with the head. */
  ariaRow: number;
  /** The column of the cell in the tab order, if it is in this row. */
  active?: number;
  compact: boolean;
  nameWidth: number;
  /** In pixels. */
  start: number;
  width: number;
  height: number;
  classes: HeatmapClasses;
  cellText: (
    cell: HeatmapRow['cells'][number],
    column: ShownColumn,
  ) => CellText;
  scoreText: (service: HeatmapRow) => ScoreText;
  kpiLink: KpiLink;
};

/** A service and its state with each KPI in view. */
export const ServiceRow = memo((props: ServiceRowProps) => {
  const { service, columns, visible, row, active, compact, classes } = props;
  return (
    <div
      role="row"
      aria-rowindex={props.ariaRow}
      className={classes.row}
      style={{
        width: props.width,
        height: props.height,
        // Not a transform: each would be a layer of its own, painted one by one
        top: props.start,
      }}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        tabIndex={active === 0 ? 0 : -1}
        {...placeProps(row, 0)}
        className={classes.name}
        style={{ width: props.nameWidth }}
      >
        <Link
          to={props.kpiLink(service.entityRef)}
          tabIndex={-1}
          title={service.title}
          className={
            mayOverflow(service.title, props.nameWidth - 16)
              ? classes.clipped
              : undefined
          }
        >
          {service.title}
        </Link>
      </div>
      {visible.map(({ index, start, size }) => {
        const place = {
          row,
          column: index + 1,
          active: active === index + 1,
          compact,
          classes,
          left: start + 1,
          width: size - 2,
        };
        if (index === 0) {
          return (
            <ScoreCell
              key="score"
              service={service}
              scoreText={props.scoreText}
              {...place}
            />
          );
        }
        const column = columns[index - 1];
        return (
          <KpiCell
            key={column.node}
            cell={service.cells[column.cell]}
            shown={column}
            cellText={props.cellText}
            {...place}
          />
        );
      })}
    </div>
  );
});

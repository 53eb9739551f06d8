import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import Skeleton from '@material-ui/lab/Skeleton';
import { useEffect, useMemo, useRef } from 'react';
import { kpiTreeTranslationRef } from '../../texts';
import { CellReadout, ReadoutHandle } from './CellReadout';
import { GroupHeadRow } from './GroupHeadRow';
import { columnSpans, ShownColumn } from './heatmapColumns';
import { HeatmapHead, Order, sortOf } from './HeatmapHead';
import type { GridRow, GroupBy } from './heatmapRows';
import { gridSizes, useHeatmapStyles } from './heatmapStyles';
import { ServiceRow } from './ServiceRow';
import { useCellText, useScoreText } from './useCellText';
import { GridPlace, HEAD, placeOf, useGridKeys } from './useGridKeys';
import { useGridWindow } from './useGridWindow';
import type { KpiLink } from '../../parts/links/useKpiLink';

/** How many rows before the last one more are loaded. */
const AHEAD = 100;

type HeatmapGridProps = {
  /** What the grid is about, for screen readers. */
  label: string;
  columns: ShownColumn[];
  rows: GridRow[];
  group?: GroupBy;
  /** How many rows there are with those that are not loaded, if that is known. */
  rowCount?: number;
  /** Whether more rows can be loaded, and whether they are. */
  hasMore: boolean;
  loading: boolean;
  order: Order;
  compact: boolean;
  kpiLink: KpiLink;
  onMore: () => void;
  /** Somebody wants to go to the very last row. */
  onEnd: () => void;
  onSort: (order: Order) => void;
  onToggle: (group: string) => void;
  /** Goes to an address; in a window of its own if asked for. */
  onOpen: (link: string, newWindow: boolean) => void;
};

/** Services by KPI, of which only what is in view is rendered. */
export const HeatmapGrid = (props: HeatmapGridProps) => {
  const { columns, rows, order, compact, loading, hasMore, onMore } = props;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useHeatmapStyles();
  const narrow = useMediaQuery('(max-width: 600px)', { noSsr: true });
  const sizes = useMemo(() => gridSizes(compact, narrow), [compact, narrow]);
  const spans = useMemo(() => columnSpans(columns), [columns]);
  const headHeight = spans.length * sizes.span + sizes.head;
  const scroller = useRef<HTMLDivElement>(null);
  const readout = useRef<ReadoutHandle>(null);
  const cellText = useCellText();
  const scoreText = useScoreText();
  const columnCount = columns.length + 2;

  const sortBy = (column: number) => {
    const sort = sortOf(column, columns);
    const again = sort === order.sort && order.order === 'asc';
    props.onSort({ sort, order: again ? 'desc' : 'asc' });
  };
  const activate = ({ row, column }: GridPlace, newWindow = false) => {
    if (row === HEAD) {
      sortBy(column);
      return;
    }
    const gridRow = rows[row];
    if (gridRow?.kind === 'group') {
      props.onToggle(gridRow.id);
    } else if (gridRow) {
      const { entityRef, cells } = gridRow.service;
      const shown = columns[column - 2];
      if (!shown || cells[shown.cell]) {
        props.onOpen(props.kpiLink(entityRef, shown?.node), newWindow);
      }
    }
  };

  // The last row is gone to once it is there, unless somebody goes elsewhere before
  const ending = useRef(false);
  const keys = useGridKeys({
    grid: scroller,
    rowCount: rows.length,
    columnCount,
    // The window is around the active cell: each needs the other
    // eslint-disable-next-line @typescript-eslint/no-use-before-define
    pageSize: () => gridWindow.pageSize(),
    // eslint-disable-next-line @typescript-eslint/no-use-before-define
    reveal: place => gridWindow.reveal(place),
    activate,
    onEnd: () => {
      ending.current = hasMore;
      props.onEnd();
    },
  });
  const { active } = keys;
  const gridWindow = useGridWindow({
    scroller,
    rows,
    columnCount,
    sizes,
    headHeight,
    active,
  });
  const { visibleRows, visibleColumns, width, height } = gridWindow;

  const last = visibleRows[visibleRows.length - 1]?.index ?? -1;
  const wantsMore = hasMore && !loading && last >= rows.length - AHEAD;
  useEffect(() => {
    if (wantsMore) {
      onMore();
    }
  }, [wantsMore, onMore]);

  const { move } = keys;
  useEffect(() => {
    if (ending.current && !hasMore) {
      ending.current = false;
      move(rows.length - 1, columnCount - 1);
    }
  });

  const cellAt = ({ row, column }: GridPlace) => {
    const gridRow = rows[row];
    const shown = columns[column - 2];
    return gridRow?.kind === 'service' && shown
      ? { service: gridRow.service, column: shown }
      : undefined;
  };

  return (
    <>
      <div
        ref={scroller}
        className={classes.scroller}
        role="grid"
        // Its cells are in the tab order, as the practices have it
        tabIndex={-1}
        aria-label={props.label}
        aria-readonly
        aria-busy={loading}
        aria-rowcount={
          props.rowCount === undefined ? -1 : props.rowCount + spans.length + 1
        }
        aria-colcount={columnCount}
        onKeyDown={event => {
          ending.current = false;
          if (event.key === 'Escape') {
            readout.current?.hide();
          }
          keys.gridProps.onKeyDown(event);
        }}
        onFocus={event => {
          keys.gridProps.onFocus(event);
          const place = placeOf(event.target);
          readout.current?.show(event.target, place && cellAt(place));
        }}
        onBlur={() => readout.current?.hide()}
        onMouseOver={event => {
          const place = placeOf(event.target);
          readout.current?.show(
            event.target as Element,
            place && cellAt(place),
          );
        }}
        onMouseLeave={() => readout.current?.leave()}
        onScroll={() => readout.current?.hide()}
        onClick={event => {
          const place = placeOf(event.target);
          if (place && !(event.target as Element).closest('a')) {
            activate(place, event.ctrlKey || event.metaKey);
          }
        }}
      >
        <HeatmapHead
          columns={columns}
          spans={spans}
          visible={visibleColumns}
          sizes={sizes}
          width={width}
          order={order}
          active={active.row === HEAD ? active.column : undefined}
          classes={classes}
        />
        <div role="rowgroup" style={{ position: 'relative', width, height }}>
          {visibleRows.map(({ key, index, start, size }) => {
            const row = rows[index];
            const place = {
              row: index,
              ariaRow: index + spans.length + 2,
              classes,
              // Numbers, as a new object would render each row with each scroll
              start,
              width,
              height: size,
            };
            const isActive = active.row === index;
            return row.kind === 'group' ? (
              <GroupHeadRow
                key={key}
                groupRow={row}
                by={props.group!}
                columnCount={columnCount}
                active={isActive}
                {...place}
              />
            ) : (
              <ServiceRow
                key={key}
                service={row.service}
                columns={columns}
                visible={visibleColumns}
                active={isActive ? active.column : undefined}
                compact={compact}
                nameWidth={sizes.name}
                cellText={cellText}
                scoreText={scoreText}
                kpiLink={props.kpiLink}
                {...place}
              />
            );
          })}
        </div>
        {loading && (
          <div className={classes.waiting} role="row">
            <div role="gridcell" aria-label={t('heatmap.loadingMore')}>
              {[0, 1, 2].map(index => (
                <Skeleton key={index} height={sizes.row} />
              ))}
            </div>
          </div>
        )}
      </div>
      <CellReadout ref={readout} cellText={cellText} />
    </>
  );
};

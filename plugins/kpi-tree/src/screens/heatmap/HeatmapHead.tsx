import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { HeatmapSort } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { VirtualItem } from '@tanstack/react-virtual';
import classNames from 'classnames';
import { CSSProperties, memo } from 'react';
import { kpiTreeTranslationRef } from '../../texts';
import type { ColumnSpan, ShownColumn } from './heatmapColumns';
import type { GridSizes, HeatmapClasses } from './heatmapStyles';
import { HEAD, placeProps } from './useGridKeys';

/** In which order the services stand. */
export type Order = { sort: HeatmapSort; order: 'asc' | 'desc' };

/** By what a click on the head of a column sorts; column 0 is the name. */
export function sortOf(column: number, columns: ShownColumn[]): HeatmapSort {
  if (column < 2) {
    return column === 0 ? 'name' : 'score';
  }
  return `kpi:${columns[column - 2].kpi}`;
}

type HeatmapHeadProps = {
  columns: ShownColumn[];
  spans: ColumnSpan[][];
  visible: VirtualItem[];
  sizes: GridSizes;
  width: number;
  order: Order;
  /** The column of the cell in the tab order, if it is in the head. */
  active?: number;
  classes: HeatmapClasses;
};

/** The KPIs below their processes and value streams; each sorts the services. */
export const HeatmapHead = memo((props: HeatmapHeadProps) => {
  const { columns, spans, visible, sizes, width, classes } = props;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const left = (index: number) =>
    sizes.name + sizes.score + index * sizes.column;
  const title = (index: number) =>
    index === 0 ? t('heatmap.score') : columns[index - 1].title;

  return (
    <div role="rowgroup" className={classes.head} style={{ width }}>
      {spans.map((level, depth) => (
        <div
          // A level has no other identity
          // eslint-disable-next-line react/no-array-index-key
          key={depth}
          role="row"
          aria-rowindex={depth + 1}
          className={classes.headRow}
          style={{ height: sizes.span }}
        >
          <div className={classes.corner} style={{ width: sizes.name }} />
          {level.map(span => (
            <div
              key={span.from}
              role="columnheader"
              aria-colindex={span.from + 3}
              aria-colspan={span.count}
              title={span.path.join(' › ')}
              className={classNames(classes.span, {
                [classes.outerSpan]: depth < spans.length - 1,
              })}
              style={{
                left: left(span.from),
                width: span.count * sizes.column,
              }}
            >
              <span style={{ position: 'sticky', left: sizes.name + 6 }}>
                {span.title}
              </span>
            </div>
          ))}
        </div>
      ))}
      <div
        role="row"
        aria-rowindex={spans.length + 1}
        className={classes.headRow}
        style={{ height: sizes.head }}
      >
        <div className={classes.corner} style={{ width: sizes.name }}>
          <HeadCell
            {...props}
            column={0}
            title={t('heatmap.service')}
            style={{ left: 0, width: sizes.name }}
          />
        </div>
        {visible.map(({ index, start, size }) => (
          <HeadCell
            key={index}
            {...props}
            column={index + 1}
            title={title(index)}
            style={{ left: start, width: size }}
          />
        ))}
      </div>
    </div>
  );
});

type HeadCellProps = Pick<
  HeatmapHeadProps,
  'columns' | 'order' | 'active' | 'classes'
> & { column: number; title: string; style: CSSProperties };

function HeadCell(props: HeadCellProps) {
  const { column, columns, title, order, active, style, classes } = props;
  const sorted = order.sort === sortOf(column, columns);
  const ascending = order.order === 'asc';
  const direction = ascending ? 'ascending' : 'descending';
  return (
    <div
      role="columnheader"
      aria-colindex={column + 1}
      aria-sort={sorted ? direction : 'none'}
      tabIndex={active === column ? 0 : -1}
      {...placeProps(HEAD, column)}
      className={classNames(classes.headCell, { [classes.sorted]: sorted })}
      style={style}
    >
      <span className={classes.headTitle} title={title}>
        {title}
        {sorted && <span aria-hidden>{ascending ? ' ▲' : ' ▼'}</span>}
      </span>
    </div>
  );
}

// A table is the right element for a treegrid, and its parts need their roles
// said: display: grid, which narrow screens get, takes the implied ones away.
/* eslint-disable jsx-a11y/no-noninteractive-element-to-interactive-role */
/* eslint-disable jsx-a11y/no-redundant-roles */
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  isKpiNode,
  KpiScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import classNames from 'classnames';
import {
  CSSProperties,
  forwardRef,
  MouseEvent,
  useImperativeHandle,
} from 'react';
import { Sparkline } from '../../parts/charts/Sparkline';
import { useFormat } from '../../parts/format';
import { ScoreBar, StatusLabel } from '../../parts/status';
import { NodeTrend } from '../../parts/trend';
import { kpiTreeTranslationRef } from '../../texts';
import { BeforeCell } from './BeforeCell';
import {
  CoverageCell,
  PeriodCell,
  TargetCell,
  ValueCell,
} from '../../parts/nodes/cells';
import { NameCell } from './NameCell';
import type { TreeRow } from '../../parts/nodes/treeRows';
import {
  TreeTableClasses,
  useTreeTableStyles,
} from '../../parts/nodes/treeTableStyles';
import { useTreeGrid } from './useTreeGrid';

/** What can be done to a tree table from outside. */
export type TreeTableHandle = { focus: (id: string) => void };

type TreeTableProps = {
  rows: TreeRow[];
  /** The node whose drawer is open. */
  selectedId?: string;
  /** The day with which the rows are compared, `YYYY-MM-DD`. */
  compare?: string;
  onToggle: (id: string) => void;
  onUnfold: (ids: string[]) => void;
  onOpen: (node: KpiScorecardNode) => void;
};

type Column = {
  title:
    | 'before'
    | 'name'
    | 'status'
    | 'value'
    | 'target'
    | 'score'
    | 'history'
    | 'trend'
    | 'period'
    | 'owner'
    | 'coverage';
  className?: (classes: TreeTableClasses, row?: TreeRow) => string;
  cell: (
    row: TreeRow,
    classes: TreeTableClasses,
    active: boolean,
  ) => JSX.Element;
};

const columns: Column[] = [
  {
    title: 'name',
    className: classes => classes.nameCell,
    cell: (row, classes) => <NameCell row={row} classes={classes} />,
  },
  {
    title: 'status',
    className: classes => classes.statusCell,
    cell: ({ node }, classes) => (
      <>
        <StatusLabel status={node.status} />
        <span className={classes.untilSmall}>
          <NodeTrend node={node} />
        </span>
      </>
    ),
  },
  {
    title: 'value',
    className: (classes, row) =>
      classNames(classes.number, {
        [classes.kpiValueCell]: row?.node.kind === 'kpi',
      }),
    cell: ({ node }, classes) => <ValueCell node={node} classes={classes} />,
  },
  {
    title: 'target',
    className: classes => classes.number,
    cell: ({ node }, classes) => <TargetCell node={node} classes={classes} />,
  },
  {
    title: 'score',
    className: (classes, row) =>
      classNames(classes.number, classes.fromSmall, {
        [classes.nodeScoreCell]: row && row.node.kind !== 'kpi',
      }),
    cell: ({ node }) => <ScoreBar score={node.score} status={node.status} />,
  },
  {
    title: 'history',
    className: classes => classes.fromSmall,
    cell: ({ node }) => (isKpiNode(node) ? <Sparkline node={node} /> : <></>),
  },
  {
    title: 'trend',
    className: classes => classNames(classes.fromSmall, classes.nowrap),
    cell: ({ node }) => <NodeTrend node={node} />,
  },
  {
    title: 'period',
    className: classes => classNames(classes.fromMedium, classes.nowrap),
    cell: ({ node }, classes) => <PeriodCell node={node} classes={classes} />,
  },
  {
    title: 'owner',
    cell: ({ node }, classes, active) =>
      node.owner ? (
        <div className={classes.owner}>
          <EntityRefLink
            entityRef={node.owner}
            defaultKind="group"
            hideIcon
            tabIndex={active ? 0 : -1}
          />
        </div>
      ) : (
        <></>
      ),
  },
  {
    title: 'coverage',
    className: classes => classes.fromMedium,
    cell: ({ node }, classes) => <CoverageCell node={node} classes={classes} />,
  },
];

/** How each node stood on another day, beside its score. */
const beforeColumn: Column = {
  title: 'before',
  className: classes => classes.beforeCell,
  cell: ({ node }, classes) => <BeforeCell node={node} classes={classes} />,
};

const comparedColumns = columns.flatMap(column =>
  column.title === 'score' ? [column, beforeColumn] : [column],
);

/** A KPI tree as an accessible table: a tree grid. */
export const TreeTable = forwardRef<TreeTableHandle, TreeTableProps>(
  ({ rows, selectedId, compare, onToggle, onUnfold, onOpen }, ref) => {
    const classes = useTreeTableStyles();
    const { t } = useTranslationRef(kpiTreeTranslationRef);
    const { formatPeriod } = useFormat();
    const grid = useTreeGrid({ rows, onToggle, onUnfold, onOpen });
    const shown = compare ? comparedColumns : columns;
    const titleOf = (title: Column['title']) =>
      title === 'before'
        ? t('chart.beforeOn', { date: formatPeriod(compare!, 'day') })
        : t(`tree.${title}`);
    const { focus } = grid;
    useImperativeHandle(ref, () => ({ focus }), [focus]);
    const onClick = (event: MouseEvent, row: TreeRow) => {
      if (!(event.target as HTMLElement).closest('a')) {
        grid.activate(row);
      }
    };
    return (
      <div className={classes.root}>
        <table
          role="treegrid"
          aria-label={t('tree.label')}
          aria-readonly
          aria-rowcount={rows.length + 1}
          className={classes.table}
        >
          <thead role="rowgroup" className={classes.head}>
            <tr role="row" aria-rowindex={1}>
              {shown.map(({ title, className }) => (
                <th
                  key={title}
                  role="columnheader"
                  scope="col"
                  className={classNames(classes.headCell, className?.(classes))}
                >
                  {titleOf(title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map(row => (
              <tr
                key={row.node.id}
                {...grid.rowProps(row)}
                onClick={event => onClick(event, row)}
                style={{ '--kpi-tree-level': row.level - 1 } as CSSProperties}
                className={classNames(classes.row, {
                  [classes.selected]: row.node.id === selectedId,
                  [classes.clickable]:
                    isKpiNode(row.node) || row.expanded !== undefined,
                })}
              >
                {shown.map(({ title, className, cell }) => (
                  <td
                    key={title}
                    role="gridcell"
                    className={classNames(
                      classes.cell,
                      className?.(classes, row),
                    )}
                  >
                    {cell(row, classes, row.node.id === grid.activeId)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    );
  },
);

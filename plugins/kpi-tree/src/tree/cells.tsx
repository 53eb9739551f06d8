import { makeStyles } from '@material-ui/core/styles';
import {
  isKpiNode,
  MemberCounts,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import {
  formatBound,
  formatCount,
  formatPeriod,
  formatShare,
  formatMeasured,
} from '../format';
import { NodeQualityGrade } from '../quality/QualityGrade';
import { statusLabels } from '../status';
import type { TreeTableClasses } from './treeTableStyles';

type CellProps = { node: ScorecardNode; classes: TreeTableClasses };

/** The value of a KPI with its unit, and how it came about if not measured. */
export const ValueCell = ({ node, classes }: CellProps) => {
  if (!isKpiNode(node)) {
    return null;
  }
  const { members, origin } = node;
  if (node.value === null) {
    const onlyMembers =
      origin === 'members' && members && members.noData < members.total;
    return (
      <span className={classes.muted}>
        {onlyMembers ? 'By member only' : '–'}
      </span>
    );
  }
  const stale = node.status === 'stale';
  return (
    <>
      <span className={stale ? classes.muted : undefined}>
        {formatMeasured(node.value, node.unit, node.relativeError)}
      </span>{' '}
      <NodeQualityGrade node={node} />
      {stale && (
        <span className={classNames(classes.caption, classes.untilMedium)}>
          {' '}
          last in {formatPeriod(node.period, node.periodType)}
        </span>
      )}
      {!stale && origin === 'members' && members && (
        <span className={classes.caption}>
          rolled up from {formatCount(members.total - members.noData)}
        </span>
      )}
    </>
  );
};

/** The target in force. */
export const TargetCell = ({ node, classes }: CellProps) => {
  if (!isKpiNode(node)) {
    return null;
  }
  return node.target === null ? (
    <span className={classes.muted}>–</span>
  ) : (
    <>{formatBound(node.target, node.direction, node.unit)}</>
  );
};

/** The period that is judged, or the last one known. */
export const PeriodCell = ({ node, classes }: CellProps) =>
  isKpiNode(node) ? (
    <span className={classes.muted}>
      {formatPeriod(node.period, node.periodType)}
    </span>
  ) : null;

/** How much of a node is measured; how the members of a scope stand. */
export const CoverageCell = ({ node, classes }: CellProps) => {
  if (node.kind !== 'kpi') {
    return node.children.length ? (
      <>
        <span className={classes.muted}>{formatShare(node.coverage)}</span>
        {node.members && (
          <span className={classes.caption}>
            <MemberDistribution members={node.members} />
          </span>
        )}
      </>
    ) : null;
  }
  return node.members ? <MemberDistribution members={node.members} /> : null;
};

const useStyles = makeStyles(theme => ({
  root: { fontVariantNumeric: 'tabular-nums' },
  count: { whiteSpace: 'nowrap' },
  rest: { color: theme.palette.textSubtle, whiteSpace: 'nowrap' },
}));

/** `5 of 9 on target`, and what the others are on demand. */
export function MemberDistribution({ members }: { members: MemberCounts }) {
  const classes = useStyles();
  const parts = [
    [members.onTarget, statusLabels['on-target']],
    [members.atRisk, statusLabels['at-risk']],
    [members.offTarget, statusLabels['off-target']],
    [members.noTarget, statusLabels['no-target']],
    [members.noData, statusLabels['no-data']],
  ] as const;
  return (
    <span
      className={classes.root}
      title={parts
        .filter(([count]) => count)
        .map(([count, label]) => `${formatCount(count)} ${label.toLowerCase()}`)
        .join(', ')}
    >
      <span className={classes.count}>
        {formatCount(members.onTarget)} of {formatCount(members.total)}
      </span>{' '}
      <span className={classes.rest}>on target</span>
    </span>
  );
}

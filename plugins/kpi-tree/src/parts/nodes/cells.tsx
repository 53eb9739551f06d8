import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import {
  isKpiNode,
  MemberCounts,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { useFormat } from '../format';
import { IncompleteMark } from '../quality/IncompleteMark';
import { NodeQualityGrade } from '../quality/QualityGrade';
import { kpiTreeTranslationRef } from '../../texts';
import type { TreeTableClasses } from './treeTableStyles';

type CellProps = { node: ScorecardNode; classes: TreeTableClasses };

/** The value of a KPI with its unit, and how it came about if not measured. */
export const ValueCell = ({ node, classes }: CellProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatMeasured, formatPeriod } = useFormat();
  if (!isKpiNode(node)) {
    return null;
  }
  const { members, origin } = node;
  const incomplete = (
    <IncompleteMark rejectedRows={node.rejectedRows} known={node.known} />
  );
  if (node.ofClass === 'none') {
    return <span className={classes.muted}>{t('tree.notBrokenDown')}</span>;
  }
  if (node.value === null) {
    const onlyMembers =
      origin === 'members' && members && members.noData < members.total;
    return (
      <>
        <span className={classes.muted}>
          {onlyMembers ? t('tree.memberOnly') : '–'}
        </span>
        {incomplete}
      </>
    );
  }
  const stale = node.status === 'stale';
  return (
    <>
      <span className={stale ? classes.muted : undefined}>
        {formatMeasured(node.value, node.unit, node.relativeError)}
      </span>{' '}
      <NodeQualityGrade node={node} />
      {incomplete}
      {stale && (
        <span className={classNames(classes.caption, classes.untilMedium)}>
          {' '}
          {t('tree.lastIn', {
            period: formatPeriod(node.period, node.periodType),
          })}
        </span>
      )}
      {!stale && origin === 'members' && members && (
        <span className={classes.caption}>
          {t('tree.rolledUp', {
            number: formatCount(members.total - members.noData),
          })}
        </span>
      )}
    </>
  );
};

/** The target in force. */
export const TargetCell = ({ node, classes }: CellProps) => {
  const { formatBound } = useFormat();
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
export const PeriodCell = ({ node, classes }: CellProps) => {
  const { formatPeriod } = useFormat();
  return isKpiNode(node) ? (
    <span className={classes.muted}>
      {formatPeriod(node.period, node.periodType)}
    </span>
  ) : null;
};

/** How much of a node is measured; how the members of a scope stand. */
export const CoverageCell = ({ node, classes }: CellProps) => {
  const { formatShare } = useFormat();
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
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const classes = useStyles();
  const parts = [
    [members.onTarget, 'on-target'],
    [members.atRisk, 'at-risk'],
    [members.offTarget, 'off-target'],
    [members.noTarget, 'no-target'],
    [members.noData, 'no-data'],
  ] as const;
  return (
    <span
      className={classes.root}
      title={parts
        .filter(([count]) => count)
        .map(([count, status]) =>
          t('tree.countStatus', {
            number: formatCount(count),
            status: t(`status.within-${status}`),
          }),
        )
        .join(', ')}
    >
      <span className={classes.count}>
        {t('tree.ofTotal', {
          number: formatCount(members.onTarget),
          total: formatCount(members.total),
        })}
      </span>{' '}
      <span className={classes.rest}>{t('tree.onTarget')}</span>
    </span>
  );
}

import { makeStyles } from '@material-ui/core/styles';
import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  formatBound,
  formatCount,
  formatMeasured,
  formatPeriod,
  formatScore,
  formatShare,
  formatValue,
} from '../format';
import { StatusLabel } from '../status';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.5, 3),
  },
  value: {
    fontSize: '2.25rem',
    fontWeight: 600,
    lineHeight: 1.1,
    fontVariantNumeric: 'tabular-nums',
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
}));

/** The judged value of a KPI, large, with status, target and score. */
export const KpiHeadline = ({ node }: { node: KpiScorecardNode }) => {
  const classes = useStyles();
  const { value, unit, direction, target, threshold, score } = node;
  const period = formatPeriod(node.period, node.periodType, 'long');
  return (
    <div className={classes.root}>
      <span className={classes.value}>
        {value === null
          ? 'No value'
          : formatMeasured(value, unit, node.relativeError)}
      </span>
      <div>
        <StatusLabel status={node.status} />
        <div className={classes.line}>
          <span>{node.status === 'stale' ? `last in ${period}` : period}</span>
          {target !== null && (
            <span>Target {formatBound(target, direction, unit)}</span>
          )}
          {threshold !== null && (
            <span>Threshold {formatBound(threshold, direction, unit)}</span>
          )}
          {node.relativeError && (
            <span>Approximate, within {formatShare(node.relativeError)}</span>
          )}
          {score !== null && <span>Score {formatScore(score)}</span>}
        </div>
        {node.provisional && (
          <div className={classes.line}>
            <span>
              {formatPeriod(node.provisional.period, node.periodType, 'long')}{' '}
              so far: {formatValue(node.provisional.value, unit)}
            </span>
            {node.provisional.weight !== 1 && (
              <span>
                n = {formatCount(Math.round(node.provisional.weight))}
              </span>
            )}
          </div>
        )}
      </div>
    </div>
  );
};

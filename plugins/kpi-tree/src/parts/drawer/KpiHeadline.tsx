import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../format';
import { StatusLabel } from '../status';
import { kpiTreeTranslationRef } from '../../texts';

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
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const {
    formatBound,
    formatCount,
    formatMeasured,
    formatPeriod,
    formatNumber,
    formatScore,
    formatShare,
    formatValue,
  } = useFormat();
  const classes = useStyles();
  const { value, unit, direction, target, threshold, score } = node;
  const period = formatPeriod(node.period, node.periodType, 'long');
  return (
    <div className={classes.root}>
      <span className={classes.value}>
        {value === null
          ? t('drawer.noValue')
          : formatMeasured(value, unit, node.relativeError)}
      </span>
      <div>
        <StatusLabel status={node.status} />
        <div className={classes.line}>
          <span>
            {node.status === 'stale' ? t('drawer.lastIn', { period }) : period}
          </span>
          {target !== null && (
            <span>
              {t('drawer.target', {
                bound: formatBound(target, direction, unit),
              })}
            </span>
          )}
          {threshold !== null && (
            <span>
              {t('drawer.threshold', {
                bound: formatBound(threshold, direction, unit),
              })}
            </span>
          )}
          {node.relativeError && (
            <span>
              {t('drawer.approximate', {
                share: formatShare(node.relativeError),
              })}
            </span>
          )}
          {score !== null && (
            <span>{t('drawer.score', { score: formatScore(score) })}</span>
          )}
          <span>
            {node.weight === 0
              ? t('status.information')
              : t('status.weight', { weight: formatNumber(node.weight) })}
          </span>
        </div>
        {(node.known || node.rejectedRows) && (
          <div className={classes.line}>
            {node.known && <span>{t('chart.knownDays', node.known)}</span>}
            {node.rejectedRows && (
              <span>
                {t('chart.rejectedRows', { count: node.rejectedRows })}
              </span>
            )}
          </div>
        )}
        {node.provisional && (
          <div className={classes.line}>
            <span>
              {t('drawer.soFar', {
                period: formatPeriod(
                  node.provisional.period,
                  node.periodType,
                  'long',
                ),
                value: formatValue(node.provisional.value, unit),
              })}
            </span>
            {node.provisional.weight !== 1 && (
              <span>
                {t('drawer.sample', {
                  number: formatCount(Math.round(node.provisional.weight)),
                })}
              </span>
            )}
          </div>
        )}
      </div>
    </div>
  );
};

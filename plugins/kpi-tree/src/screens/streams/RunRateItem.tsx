import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { RunRate } from '@internal/kpi-tree';
import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { useFormat } from '../../parts/format';
import { StatusLabel } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(0.75, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 1.5),
    fontWeight: 600,
  },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    fontVariantNumeric: 'tabular-nums',
  },
  subtle: { color: theme.palette.textSubtle },
}));

/** A KPI and how its running period stands. */
export type RunRateItemProps = { node: KpiScorecardNode; rate: RunRate };

/** How the running period of a KPI stands, in words. */
export const RunRateItem = ({ node, rate }: RunRateItemProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const linkTo = useSearchLink();
  const { formatCount, formatMeasured, formatPeriod, formatValue } =
    useFormat();
  const { unit, periodType, provisional, relativeError } = node;
  const target = useTargetText({ node, rate });
  const previous = {
    period: formatPeriod(node.period, periodType),
    value: node.value === null ? '' : formatValue(node.value, unit),
  };
  return (
    <li className={classes.root}>
      <div className={classes.head}>
        <Link to={linkTo({ tab: 'streams', kpi: node.id })}>{node.title}</Link>
        <StatusLabel status={rate.status} />
      </div>
      <div className={classes.facts}>
        <span>
          {t('streams.soFar', {
            value: formatMeasured(provisional!.value, unit, relativeError),
            days: formatCount(rate.daysGone),
            all: formatCount(rate.days),
            period: formatPeriod(provisional!.period, periodType),
          })}
        </span>
        {rate.extrapolated && (
          <span>
            {t('streams.projected', {
              value: formatValue(rate.projected, unit),
            })}
          </span>
        )}
        <span>{target}</span>
        {node.value !== null && (
          <span className={classes.subtle}>
            {t(
              rate.comparison === 'unknown'
                ? 'streams.previous'
                : `streams.${rate.comparison}`,
              previous,
            )}
          </span>
        )}
      </div>
      {rate.caution && (
        <div className={classes.subtle}>
          {t(
            rate.caution === 'early'
              ? 'streams.cautionEarly'
              : 'streams.cautionFew',
          )}
        </div>
      )}
    </li>
  );
};

function useTargetText({ node, rate }: RunRateItemProps): string {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatBound } = useFormat();
  if (node.target === null || rate.paceTarget === null) {
    return t('streams.noTarget');
  }
  const { direction, unit } = node;
  const target = formatBound(node.target, direction, unit);
  if (rate.settled) {
    return direction === 'higher'
      ? t('streams.settledMet', { target })
      : t('streams.settledMissed', { target });
  }
  return rate.extrapolated
    ? t('streams.dueByNow', {
        target,
        pace: formatBound(rate.paceTarget, direction, unit),
      })
    : t('streams.asItIs', { target });
}

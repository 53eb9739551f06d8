import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import {
  describeCapability,
  describeChance,
  describeNextTarget,
  describeTrend,
} from '@internal/kpi-tree';
import { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { TrendLabel } from '../trend';
import { kpiTreeTranslationRef, useWords } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    '& dt': { color: theme.palette.textSubtle },
    '& dd': { margin: 0, overflowWrap: 'break-word' },
    '@media (max-width: 599.95px)': {
      gridTemplateColumns: 'minmax(0, 1fr)',
      rowGap: 0,
      '& dd': { marginBottom: theme.spacing(0.75) },
    },
  },
  trend: { fontWeight: 600, marginRight: theme.spacing(1) },
}));

/**
 * Whether a KPI improves, whether it meets its target at its current performance, and where it
 * goes, each in a sentence.
 */
export const KpiVerdict = ({ node }: { node: KpiScorecardNode }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const words = useWords();
  const { signals, unit, periodType, target } = node;
  if (!signals || node.value === null) {
    return null;
  }
  const options = { unit, periodType, words };
  const outlook = [
    ...(signals.chance ? [describeChance(signals.chance, options)] : []),
    ...(signals.nextTarget
      ? [describeNextTarget(signals.nextTarget, options)]
      : []),
  ];
  return (
    <dl className={classes.root} aria-label={t('drawer.verdict')}>
      <dt>{t('drawer.trend')}</dt>
      <dd>
        <span className={classes.trend}>
          <TrendLabel trend={node.trend} />
        </span>
        {describeTrend(signals, options)}
      </dd>
      {signals.capability !== 'unknown' && (
        <>
          <dt>{t('drawer.reliability')}</dt>
          <dd>
            {describeCapability(
              signals.capability,
              target ?? undefined,
              signals.expected,
              options,
            )}
          </dd>
        </>
      )}
      {outlook.length > 0 && (
        <>
          <dt>{t('drawer.outlook')}</dt>
          <dd>{outlook.join('; ')}</dd>
        </>
      )}
    </dl>
  );
};

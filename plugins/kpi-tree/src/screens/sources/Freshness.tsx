import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { Source } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { statusColor, StatusIcon } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', gap: 6 },
});

/** How old the numbers of a source are, and whether that is too old for its KPIs. */
export const Freshness = ({ source }: { source: Source }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatPeriod } = useFormat();
  const classes = useStyles();
  const theme = useTheme();
  const { newestPeriod, newestAgeDays, staleSeries, seriesCount } = source;
  const status = staleSeries ? 'stale' : 'on-target';
  return (
    <span className={classes.root}>
      <StatusIcon status={status} />
      <span>
        {newestPeriod && formatPeriod(newestPeriod, 'day')}
        {newestAgeDays !== null &&
          `, ${
            newestAgeDays === 0
              ? t('sources.today')
              : t('sources.daysAgo', { count: newestAgeDays })
          }`}
        ;{' '}
        <span style={{ color: statusColor(theme, status) }}>
          {staleSeries
            ? t('sources.staleSeries', {
                number: formatCount(staleSeries),
                total: formatCount(seriesCount),
              })
            : t('sources.fresh')}
        </span>
      </span>
    </span>
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { KPI_CHART_HEIGHT } from '../../parts/charts/KpiChart';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2.5),
  },
  line: { display: 'flex', alignItems: 'center', gap: theme.spacing(2) },
  charts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 240px), 1fr))',
    gap: theme.spacing(1.5),
  },
}));

const four = [0, 1, 2, 3];

/** The shape of the dashboard of a value stream that is still being loaded. */
export const StreamSkeleton = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  return (
    <div
      role="status"
      aria-label={t('streams.loading')}
      className={classes.root}
    >
      <div className={classes.line}>
        {four.map(index => (
          <Skeleton key={index} variant="rect" width={150} height={36} />
        ))}
      </div>
      <div className={classes.line}>
        <Skeleton variant="circle" width={76} height={76} />
        <div>
          <Skeleton width={220} height={30} />
          <Skeleton width={160} />
        </div>
      </div>
      <div className={classes.charts}>
        {[...four, ...four.map(index => index + 4)].map(index => (
          <Skeleton key={index} variant="rect" height={KPI_CHART_HEIGHT} />
        ))}
      </div>
    </div>
  );
};

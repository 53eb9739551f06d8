import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  first: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(3),
    marginBottom: theme.spacing(3),
    [theme.breakpoints.up('lg')]: {
      gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    },
  },
  paper: { padding: theme.spacing(2) },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 270px), 1fr))',
    gap: theme.spacing(2),
  },
}));

/** The shape of the overview while it is loaded. */
export const OverviewSkeleton = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return (
    <div role="status" aria-label={t('overview.loading')}>
      <div className={classes.first}>
        <Paper className={classes.paper}>
          <div className={classes.head}>
            <Skeleton variant="circle" width={76} height={76} />
            <div>
              <Skeleton width={180} height={28} />
              <Skeleton width={140} />
            </div>
          </div>
          <Skeleton variant="rect" height={200} />
        </Paper>
        <Paper className={classes.paper}>
          {[0, 1, 2, 3, 4].map(row => (
            <Skeleton key={row} height={48} />
          ))}
        </Paper>
      </div>
      <div className={classes.cards}>
        {[0, 1, 2, 3].map(card => (
          <Skeleton key={card} variant="rect" height={190} />
        ))}
      </div>
    </div>
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(1),
  },
}));

/** The shape of a card that is still being loaded. */
export const CardSkeleton = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  return (
    <div role="status" aria-label={t('card.loading')}>
      <div className={classes.head}>
        <Skeleton variant="circle" width={76} height={76} />
        <Skeleton width={120} />
      </div>
      <Skeleton height={30} />
      <Skeleton height={30} />
      <Skeleton height={30} />
    </div>
  );
};

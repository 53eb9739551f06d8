import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  summary: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(3),
  },
  row: {
    display: 'flex',
    gap: theme.spacing(2),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
}));

const levels = [0, 1, 2, 3, 4, 4, 4, 3, 4, 4];

/** The shape of a tree that is still being loaded. */
export const TreeSkeleton = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  return (
    <div role="status" aria-label={t('tree.loading')}>
      <div className={classes.summary}>
        <Skeleton variant="circle" width={76} height={76} />
        <div>
          <Skeleton width={200} height={28} />
          <Skeleton width={140} />
        </div>
      </div>
      {levels.map((level, index) => (
        // The rows of a skeleton have no identity
        // eslint-disable-next-line react/no-array-index-key
        <div key={index} className={classes.row}>
          <div style={{ flex: 3, paddingLeft: level * 20 }}>
            <Skeleton />
          </div>
          <div style={{ flex: 1 }}>
            <Skeleton />
          </div>
          <div style={{ flex: 1 }}>
            <Skeleton />
          </div>
        </div>
      ))}
    </div>
  );
};

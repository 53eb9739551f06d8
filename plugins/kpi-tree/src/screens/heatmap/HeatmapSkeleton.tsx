import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    overflow: 'hidden',
    padding: theme.spacing(1),
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '220px 70px repeat(auto-fill, 104px)',
    gridAutoRows: 0,
    overflow: 'hidden',
    gap: theme.spacing(0, 1),
    height: 40,
    alignItems: 'center',
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: '116px 56px repeat(auto-fill, 104px)',
    },
  },
}));

const rows = Array.from({ length: 10 }, (_, index) => index);
const cells = Array.from({ length: 12 }, (_, index) => index);

/** The shape of a heatmap that is still being loaded. */
export const HeatmapSkeleton = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  return (
    <div
      role="status"
      aria-label={t('heatmap.loading')}
      className={classes.root}
    >
      {rows.map(row => (
        <div key={row} className={classes.row}>
          {cells.map(cell => (
            <Skeleton key={cell} height={30} />
          ))}
        </div>
      ))}
    </div>
  );
};

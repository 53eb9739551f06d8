import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useTabLink } from '../../parts/links/useTabLink';
import { isKpiTreeAvailable } from '../../parts/links/isKpiTreeAvailable';
import { ScoreBar, StatusLabel } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { TrendLabel } from '../../parts/trend';
import { useScore } from '../../queries/useScore';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: theme.spacing(1.5),
    fontSize: theme.typography.body2.fontSize,
    whiteSpace: 'nowrap',
    color: theme.palette.text.primary,
  },
  trend: { fontSize: theme.typography.caption.fontSize },
  none: { color: theme.palette.textSubtle },
}));

const LoadedScore = ({ entity }: { entity: Entity }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const linkTo = useTabLink(entity);
  const entityRef = stringifyEntityRef(entity);
  const { value, error, loading } = useScore(entityRef);
  if (error && !loading) {
    return (
      <span className={classes.none} title={error.message}>
        {t('column.failed')}
      </span>
    );
  }
  if (!value) {
    return <Skeleton width={120} aria-label={t('column.loading')} />;
  }
  if (!value.tree) {
    return <span className={classes.none}>{t('column.none')}</span>;
  }
  return (
    <Link to={linkTo()} className={classes.root} underline="none">
      <ScoreBar score={value.score} status={value.status} />
      <StatusLabel status={value.status} />
      {(value.trend === 'improving' || value.trend === 'worsening') && (
        <span className={classes.trend}>
          <TrendLabel trend={value.trend} />
        </span>
      )}
    </Link>
  );
};

/** How the entity of a row stands: score, status and trend of its first tree. */
export const ScoreCell = ({ entity }: { entity: Entity }) =>
  isKpiTreeAvailable(entity) ? <LoadedScore entity={entity} /> : null;

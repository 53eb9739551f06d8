import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { Review } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    '& a': { display: 'inline-block', lineHeight: '24px' },
  },
  period: { fontWeight: 600 },
  by: { color: theme.palette.textSubtle },
}));

/** A review in the list: of which period it is, and how far. */
export const ReviewItem = ({ review }: { review: Review }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { formatPeriod } = useFormat();
  const linkTo = useSearchLink();
  const { id, period, periodType, createdBy, closedBy } = review;
  return (
    <li className={classes.root}>
      <Link
        to={linkTo({ tab: 'review', review: id })}
        className={classes.period}
      >
        {formatPeriod(period, periodType, 'long')}
      </Link>
      <span>{t(`review.${review.state}`)}</span>
      <span className={classes.by}>
        {closedBy ? t('review.closedBy') : t('review.begunBy')}{' '}
        <EntityRefLink
          entityRef={closedBy ?? createdBy}
          defaultKind="user"
          hideIcon
        />
      </span>
    </li>
  );
};

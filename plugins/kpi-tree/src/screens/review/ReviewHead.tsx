import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { ReviewView } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { BeforeText } from '../../parts/nodes/BeforeText';
import { StatusCounts } from '../../parts/nodes/StatusCounts';
import { PartialNote } from '../../parts/notices/PartialNote';
import { ScoreRing, StatusLabel } from '../../parts/status';
import { titleOf } from '../../parts/viewBar/titleOf';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5, 2),
  },
  text: { flex: '1 1 200px', minWidth: 0 },
  title: {
    margin: 0,
    fontSize: theme.typography.h6.fontSize,
    fontWeight: 600,
    lineHeight: 1.3,
    overflowWrap: 'anywhere',
  },
  meta: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
    color: theme.palette.textSubtle,
    '& a': { display: 'inline-block', lineHeight: '24px' },
  },
  counts: { marginTop: theme.spacing(1.5) },
}));

/** What a review is of, how that stands, and whose it is. */
export const ReviewHead = ({ review }: { review: ReviewView }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { formatPeriod } = useFormat();
  const { scope, period, periodType, asOf, treeTitle, content } = review;
  const { origin, createdBy, closedBy } = review;
  const { scorecard } = content;
  const root = scorecard.trees[0]?.root;
  const scopeTitle =
    scope === 'all'
      ? t('portal.allServices')
      : review.scopeTitle ?? titleOf(scope);
  return (
    <header>
      <div className={classes.head}>
        {root && <ScoreRing score={root.score} status={root.status} />}
        <div className={classes.text}>
          <h2 id="review-title" className={classes.title}>
            {t('review.of', { scope: scopeTitle })}
          </h2>
          <div>
            {t('review.inPeriod', {
              tree: treeTitle,
              period: formatPeriod(period, periodType, 'long'),
            })}
          </div>
          <div className={classes.meta}>
            {root && (
              <>
                <StatusLabel status={root.status} />
                <BeforeText node={root} compare={scorecard.compare} />
              </>
            )}
          </div>
          <div className={classes.meta}>
            <span>
              {t('review.asOf', { date: formatPeriod(asOf, 'day', 'long') })}
            </span>
            <span>
              {t(`review.${review.state}`)},{' '}
              {closedBy ? t('review.closedBy') : t('review.begunBy')}{' '}
              <EntityRefLink
                entityRef={closedBy ?? createdBy}
                defaultKind="user"
                hideIcon
              />
            </span>
          </div>
          {origin !== 'live' && (
            <div className={classes.meta}>{t(`review.${origin}`)}</div>
          )}
        </div>
        <Button size="small" color="primary" onClick={() => window.print()}>
          {t('review.print')}
        </Button>
      </div>
      {root && (
        <div className={classes.counts}>
          <StatusCounts root={root} />
        </div>
      )}
      <PartialNote partial={scorecard.partial} />
    </header>
  );
};

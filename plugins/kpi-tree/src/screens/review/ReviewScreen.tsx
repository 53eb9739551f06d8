import { Link, Progress } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { ReviewView } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ContributionAnswer } from '../../parts/contribution/ContributionAnswer';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { LoadError } from '../../parts/notices/LoadError';
import { useReview } from '../../queries/useReviews';
import { kpiTreeTranslationRef } from '../../texts';
import { ReviewDecisions } from './ReviewDecisions';
import { ReviewFindings } from './ReviewFindings';
import { ReviewHead } from './ReviewHead';
import { ReviewKpis } from './ReviewKpis';
import { ReviewSection } from './ReviewSection';
import { ReviewWords } from './ReviewWords';
import { usePrintStyles } from './usePrintStyles';

const useStyles = makeStyles(theme => ({
  root: {
    maxWidth: 960,
    padding: theme.spacing(2, 3),
    fontSize: theme.typography.body2.fontSize,
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(2) },
    '@media print': { maxWidth: 'none', padding: 0, boxShadow: 'none' },
  },
}));

/** A review, to be talked through in ten minutes and printed. */
export const ReviewScreen = ({ id }: { id: string }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const linkTo = useSearchLink();
  const { value, error, loading, retry } = useReview(id);
  return (
    <>
      <p>
        <Link to={linkTo({ review: undefined })}>{t('review.back')}</Link>
      </p>
      {error && !loading ? (
        <LoadError
          title={t('review.loadError')}
          error={error}
          onRetry={retry}
        />
      ) : (
        <>{value ? <Shown review={value} /> : <Progress />}</>
      )}
    </>
  );
};

function Shown({ review }: { review: ReviewView }) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const printed = usePrintStyles();
  const { content, last } = review;
  const { contribution } = content;
  return (
    <Paper
      className={`${classes.root} ${printed}`}
      component="article"
      aria-labelledby="review-title"
    >
      <ReviewHead review={review} />
      <ReviewSection title={t('review.change')}>
        {contribution.before.value === null ||
        contribution.after.value === null ? (
          <p>{t('review.noChange')}</p>
        ) : (
          <ContributionAnswer answer={contribution} view="chart" />
        )}
      </ReviewSection>
      <ReviewKpis review={review} />
      {last && (
        <ReviewSection title={t('review.last')}>
          <ReviewWords
            notes={last.notes}
            decisions={last.decisions}
            reviewId={last.id}
            periodType={review.periodType}
            period={last.period}
          />
        </ReviewSection>
      )}
      <ReviewDecisions review={review} />
      <ReviewFindings content={content} />
    </Paper>
  );
}

import { Progress } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { dateOf } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';
import { LoadError } from '../../parts/notices/LoadError';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { useScorecardOfView } from '../../parts/view/useScorecardOfView';
import { useView } from '../../parts/view/useView';
import { useReviews } from '../../queries/useReviews';
import { kpiTreeTranslationRef } from '../../texts';
import { BeginReview } from './BeginReview';
import { ReviewItem } from './ReviewItem';
import { ReviewScreen } from './ReviewScreen';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    fontSize: theme.typography.body2.fontSize,
  },
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  list: { margin: theme.spacing(1, 0, 2), padding: 0, listStyle: 'none' },
}));

/** The reviews of the scope and tree of the view, or the one that the address names. */
export const ReviewTab = () => {
  const { scope } = useView();
  const { params } = useKpiTreeParams();
  return params.review ? (
    <ReviewScreen key={params.review} id={params.review} />
  ) : (
    <Reviews key={scope} scope={scope} />
  );
};

function Reviews({ scope }: { scope: Scope }) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const view = useView();
  const scorecard = useScorecardOfView(scope);
  const trees = scorecard.value?.trees ?? [];
  const tree = trees.find(({ name }) => name === view.tree) ?? trees.at(0);
  const { value, error, loading, retry } = useReviews(scope, tree?.name);
  const failure = scorecard.error ?? error;
  if (failure && !loading) {
    return (
      <LoadError
        title={t('review.loadError')}
        error={failure}
        onRetry={scorecard.error ? scorecard.retry : retry}
      />
    );
  }
  if (scorecard.value && !tree) {
    return <p>{t('review.noTree')}</p>;
  }
  if (!value || !tree || !scorecard.value) {
    return <Progress />;
  }
  return (
    <Paper className={classes.root} component="section" aria-busy={loading}>
      <h2 className={classes.title}>{t('review.title')}</h2>
      {value.items.length > 0 ? (
        <ul className={classes.list}>
          {value.items.map(review => (
            <ReviewItem key={review.id} review={review} />
          ))}
        </ul>
      ) : (
        <p>{t('review.none')}</p>
      )}
      {value.mayWrite && (
        <BeginReview
          scope={scope}
          tree={tree.name}
          reviews={value.items}
          today={dateOf(
            Date.parse(scorecard.value.asOf),
            scorecard.value.timeZone,
          )}
        />
      )}
    </Paper>
  );
}

import { Link, MarkdownContent } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type {
  ReviewDecision,
  ReviewSubject,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.5),
    overflowWrap: 'anywhere',
  },
  facts: {
    color: theme.palette.textSubtle,
    '& a': { display: 'inline-block', lineHeight: '24px' },
  },
  notes: {
    overflowWrap: 'anywhere',
    '& p:first-child': { marginTop: theme.spacing(1) },
  },
}));

type ReviewWordsProps = {
  notes?: string;
  decisions: ReviewDecision[];
  /** Of the review that they are from, to be opened. */
  reviewId?: string;
  period?: string;
  periodType: ReviewSubject['periodType'];
};

/** What was decided in a review, and what was noted. */
export const ReviewWords = (props: ReviewWordsProps) => {
  const { notes, decisions, reviewId, period, periodType } = props;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const linkTo = useSearchLink();
  const { formatPeriod } = useFormat();
  return (
    <>
      {reviewId && period && (
        <Link to={linkTo({ review: reviewId })}>
          {t('review.lastOf', {
            period: formatPeriod(period, periodType, 'long'),
          })}
        </Link>
      )}
      {decisions.length > 0 ? (
        <ul className={classes.list}>
          {decisions.map(({ text, owner, due }, index) => (
            <li key={index}>
              {text}{' '}
              <span className={classes.facts}>
                {owner && (
                  <EntityRefLink
                    entityRef={owner}
                    defaultKind="group"
                    hideIcon
                  />
                )}{' '}
                {due &&
                  t('review.untilDate', {
                    date: formatPeriod(due, 'day', 'long'),
                  })}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p>{t('review.nothingDecided')}</p>
      )}
      {notes && (
        <div className={classes.notes}>
          <MarkdownContent content={notes} dialect="gfm" />
        </div>
      )}
    </>
  );
};

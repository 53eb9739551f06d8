import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  addPeriods,
  periodOf,
  type Review,
  reviewPeriodTypes,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { kpiTreeApiRef, Scope } from '../../api';
import { NativeSelect } from '../../parts/controls/NativeSelect';
import { useFormat } from '../../parts/format';
import { Refusal } from '../../parts/notices/Refusal';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { useInvalidate } from '../../queries/useInvalidate';
import { reviewQuestions } from '../../queries/useReviews';
import { kpiTreeTranslationRef } from '../../texts';

/** So many periods back a review can be begun here. */
const PERIODS = 12;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(2),
  },
}));

type BeginReviewProps = {
  scope: Scope;
  tree: string;
  /** Those that there are: of a period there is one. */
  reviews: Review[];
  /** `YYYY-MM-DD` */
  today: string;
};

/** Begins a review of a period that is over: the last month, if nothing else is chosen. */
export const BeginReview = (props: BeginReviewProps) => {
  const { scope, tree, reviews, today } = props;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { formatPeriod } = useFormat();
  const api = useApi(kpiTreeApiRef);
  const invalidate = useInvalidate();
  const { update } = useKpiTreeParams();
  const [periodType, setPeriodType] =
    useState<(typeof reviewPeriodTypes)[number]>('month');
  const periods = Array.from({ length: PERIODS }, (_, index) =>
    addPeriods(periodOf(today, periodType), periodType, -1 - index),
  ).filter(
    start =>
      !reviews.some(
        each => each.periodType === periodType && each.period === start,
      ),
  );
  const [chosen, setChosen] = useState<string>();
  const period = periods.find(each => each === chosen) ?? periods.at(0);
  const [{ loading, error }, begin] = useAsyncFn(async () => {
    if (period === undefined) {
      return;
    }
    const { id } = await api.beginReview({ scope, tree, periodType, period });
    invalidate(reviewQuestions);
    update({ review: id }, { push: true });
  }, [api, scope, tree, periodType, period, invalidate, update]);
  return (
    <>
      <div className={classes.root}>
        <NativeSelect
          label={t('review.kindOfPeriod')}
          value={periodType}
          onChange={value =>
            setPeriodType(
              reviewPeriodTypes.find(each => each === value) ?? 'month',
            )
          }
        >
          {reviewPeriodTypes.map(each => (
            <option key={each} value={each}>
              {t(`review.type-${each}`)}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={t('review.period')}
          value={period ?? ''}
          onChange={setChosen}
        >
          {periods.map(each => (
            <option key={each} value={each}>
              {formatPeriod(each, periodType, 'long')}
            </option>
          ))}
        </NativeSelect>
        <Button color="primary" disabled={loading || !period} onClick={begin}>
          {t('review.begin')}
        </Button>
      </div>
      {error && <Refusal title={t('review.notBegun')} error={error} />}
    </>
  );
};

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import type {
  ReviewDecision,
  ReviewView,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { FormEvent, useState } from 'react';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { kpiTreeApiRef } from '../../api';
import { isConflict } from '../../parts/notices/isConflict';
import { Refusal } from '../../parts/notices/Refusal';
import { useInvalidate } from '../../queries/useInvalidate';
import { reviewQuestions } from '../../queries/useReviews';
import { kpiTreeTranslationRef } from '../../texts';
import { DecisionFields } from './DecisionFields';
import { ReviewSection } from './ReviewSection';
import { ReviewWords } from './ReviewWords';

const useStyles = makeStyles(theme => ({
  form: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    '& label': { color: theme.palette.textSubtle },
  },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
  },
  hint: { margin: 0, color: theme.palette.textSubtle },
  // What is typed is printed as it reads, not as a form
  printed: { display: 'none', '@media print': { display: 'block' } },
}));

/** What is decided in a review, and noted: written by those who may while it is open. */
export const ReviewDecisions = ({ review }: { review: ReviewView }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { notes, decisions, mayWrite, periodType } = review;
  return (
    <ReviewSection title={t('review.decisions')}>
      {mayWrite ? (
        <Written review={review} />
      ) : (
        <ReviewWords
          notes={notes}
          decisions={decisions}
          periodType={periodType}
        />
      )}
    </ReviewSection>
  );
};

function Written({ review }: { review: ReviewView }) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const api = useApi(kpiTreeApiRef);
  const invalidate = useInvalidate();
  const [base, setBase] = useState(review);
  const [notes, setNotes] = useState(review.notes ?? '');
  const [decisions, setDecisions] = useState<ReviewDecision[]>(
    review.decisions,
  );
  const [theirs, setTheirs] = useState<ReviewView>();
  const [isSaved, setSaved] = useState(false);
  const fields = {
    ...(notes.trim() ? { notes } : {}),
    decisions: decisions.filter(({ text }) => text.trim()),
  };
  const [{ loading, error }, save] = useAsyncFn(
    async (onto: ReviewView, close: boolean) => {
      try {
        const { id, version } = onto;
        setBase(await api.writeReview(id, version, fields, { close }));
        setTheirs(undefined);
        setSaved(true);
        if (close) {
          invalidate(reviewQuestions);
        }
      } catch (e) {
        if (!isConflict(e as Error)) {
          throw e;
        }
        setTheirs(await api.getReview(onto.id));
      }
    },
    [api, fields, invalidate],
  );
  const change = (next: ReviewDecision[]) => {
    setDecisions(next);
    setSaved(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(base, false);
  };
  const takeTheirs = (given: ReviewView) => {
    setBase(given);
    setNotes(given.notes ?? '');
    setDecisions(given.decisions);
    setTheirs(undefined);
  };
  const isBusy = loading || theirs !== undefined;
  return (
    <>
      <div className={classes.printed} aria-hidden>
        <ReviewWords {...fields} periodType={review.periodType} />
      </div>
      <form className={classes.form} onSubmit={submit}>
        {decisions.length > 0 && (
          <ol className={classes.list}>
            {decisions.map((decision, index) => (
              <DecisionFields
                key={index}
                number={index + 1}
                decision={decision}
                onChange={next =>
                  change(
                    decisions.map((one, at) => (at === index ? next : one)),
                  )
                }
                onRemove={() =>
                  change(decisions.filter((_, at) => at !== index))
                }
              />
            ))}
          </ol>
        )}
        <div>
          <Button
            size="small"
            color="primary"
            onClick={() => change([...decisions, { text: '' }])}
          >
            {t('review.addDecision')}
          </Button>
        </div>
        <TextField
          id="review-notes"
          size="small"
          variant="outlined"
          label={t('review.notes')}
          helperText={t('review.notesHint')}
          fullWidth
          multiline
          minRows={3}
          maxRows={20}
          value={notes}
          inputProps={{ maxLength: 20_000 }}
          onChange={event => {
            setNotes(event.target.value);
            setSaved(false);
          }}
        />
        {theirs && (
          <div role="alert">
            <p className={classes.hint}>
              {theirs.state === 'closed'
                ? t('review.conflictClosed', { who: theirs.closedBy ?? '' })
                : t('review.conflict', { who: theirs.changedBy })}
            </p>
            <Button
              size="small"
              color="primary"
              onClick={() => {
                takeTheirs(theirs);
                invalidate(reviewQuestions);
              }}
            >
              {t('review.showTheirs')}
            </Button>
            {theirs.state === 'open' && (
              <Button
                size="small"
                color="primary"
                onClick={() => save(theirs, false)}
              >
                {t('review.saveMine')}
              </Button>
            )}
          </div>
        )}
        <div className={classes.buttons}>
          <Button type="submit" color="primary" disabled={isBusy}>
            {t('review.save')}
          </Button>
          <Button
            color="primary"
            disabled={isBusy}
            onClick={() => save(base, true)}
          >
            {t('review.close')}
          </Button>
          <span role="status">{isSaved && t('review.saved')}</span>
        </div>
        <p className={classes.hint}>{t('review.closeHint')}</p>
        {error && <Refusal title={t('review.notSaved')} error={error} />}
      </form>
    </>
  );
}

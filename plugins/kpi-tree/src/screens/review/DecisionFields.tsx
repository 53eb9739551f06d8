import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import {
  FIRST_DATE,
  type ReviewDecision,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { OwnerPicker } from '../../parts/owners/OwnerPicker';
import { useMe } from '../../queries/useMe';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(1.5),
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
  },
  owner: { flex: '1 1 14em' },
}));

type DecisionFieldsProps = {
  /** From 1. */
  number: number;
  decision: ReviewDecision;
  onChange: (decision: ReviewDecision) => void;
  onRemove: () => void;
};

/** What is decided, who sees to it and until when, to be filled in. */
export const DecisionFields = (props: DecisionFieldsProps) => {
  const { decision, onChange, onRemove } = props;
  const number = String(props.number);
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const me = useMe();
  return (
    <li className={classes.root}>
      <TextField
        id={`review-decision-${number}`}
        // Who asked for one more writes it
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={!decision.text}
        size="small"
        variant="outlined"
        label={t('review.decision', { number })}
        fullWidth
        multiline
        value={decision.text}
        inputProps={{ maxLength: 2_000 }}
        onChange={event => onChange({ ...decision, text: event.target.value })}
      />
      <div className={classes.row}>
        <div className={classes.owner}>
          <OwnerPicker
            me={me}
            label={t('review.who')}
            noOwner={t('review.nobody')}
            value={decision.owner}
            onChange={owner => onChange({ ...decision, owner })}
          />
        </div>
        <TextField
          id={`review-due-${number}`}
          type="date"
          size="small"
          variant="outlined"
          label={t('review.until')}
          value={decision.due ?? ''}
          inputProps={{ min: FIRST_DATE }}
          InputLabelProps={{ shrink: true }}
          onChange={event =>
            onChange({ ...decision, due: event.target.value || undefined })
          }
        />
        <Button
          size="small"
          aria-label={t('review.remove', { number })}
          onClick={onRemove}
        >
          {t('review.removeShort')}
        </Button>
      </div>
    </li>
  );
};

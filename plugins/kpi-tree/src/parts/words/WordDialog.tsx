import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Confidence,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { FormEvent, useState } from 'react';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { kpiTreeTranslationRef } from '../../texts';
import { NativeSelect } from '../controls/NativeSelect';
import { SegmentedControl } from '../controls/SegmentedControl';
import { useFormat } from '../format';
import { Refusal } from '../notices/Refusal';
import { useConfidenceTexts } from './useConfidenceTexts';

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(2),
    paddingTop: theme.spacing(1),
  },
  confidence: { margin: theme.spacing(0, 0, 0.5) },
}));

/** What was written about a period. */
export type Written = {
  period: string;
  text: string;
  confidence: Confidence | undefined;
};

type WordDialogProps = {
  title: string;
  /** What it is for. */
  hint?: string;
  /** Of the text. */
  label: string;
  textHint?: string;
  /** Characters. */
  maxLength: number;
  periodType: PeriodType;
  /** First days of the periods to choose from, the first of them chosen. */
  periods: string[];
  /** What is there already. */
  text?: string;
  withConfidence?: boolean;
  onSave: (written: Written) => Promise<void>;
  onClose: () => void;
};

/** Asks what somebody has to say about a period. */
export const WordDialog = (props: WordDialogProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { formatPeriod } = useFormat();
  const confidenceTexts = useConfidenceTexts();
  const { title, hint, label, textHint, maxLength, periodType, periods } =
    props;
  const { withConfidence, onSave, onClose } = props;
  const [period, setPeriod] = useState(periods[0] ?? '');
  const [text, setText] = useState(props.text ?? '');
  const [confidence, setConfidence] = useState<Confidence>();
  const [{ loading, error }, save] = useAsyncFn(onSave, [onSave]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save({ period, text, confidence });
  };
  const isComplete =
    period !== '' &&
    text.trim() !== '' &&
    (!withConfidence || confidence !== undefined);
  return (
    <Dialog open fullWidth onClose={onClose} aria-labelledby="word-title">
      <form onSubmit={submit}>
        <DialogTitle id="word-title">{title}</DialogTitle>
        <DialogContent>
          {hint && <DialogContentText>{hint}</DialogContentText>}
          <div className={classes.fields}>
            <NativeSelect
              label={t('words.period')}
              value={period}
              onChange={value => setPeriod(value ?? period)}
            >
              {periods.map(start => (
                <option key={start} value={start}>
                  {formatPeriod(start, periodType, 'long')}
                </option>
              ))}
            </NativeSelect>
            {withConfidence && (
              <SegmentedControl<Confidence | ''>
                label={t('words.confidence')}
                value={confidence ?? ''}
                options={(['on-track', 'at-risk', 'off-track'] as const).map(
                  value => ({ value, label: confidenceTexts[value] }),
                )}
                onChange={value => setConfidence(value || undefined)}
              />
            )}
            <TextField
              id="word-text"
              label={label}
              required
              fullWidth
              multiline
              value={text}
              helperText={textHint}
              inputProps={{ maxLength }}
              onChange={event => setText(event.target.value)}
            />
          </div>
          {error && <Refusal title={t('words.notSaved')} error={error} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('words.cancel')}</Button>
          <Button
            type="submit"
            color="primary"
            disabled={!isComplete || loading}
          >
            {t('words.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};

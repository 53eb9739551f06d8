import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { FIRST_DATE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';
import { NativeSelect } from '../controls/NativeSelect';
import type { ActionForm, ExpectedKind } from './actionForm';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) },
  amount: { flex: '1 1 10em', maxWidth: 320 },
  date: { minWidth: '10em' },
}));

type ExpectationFieldsProps = {
  form: ActionForm;
  onChange: (form: ActionForm) => void;
  unit: string;
};

/** What an action is meant to come to: a value or a change in percent, and by when. */
export const ExpectationFields = (props: ExpectationFieldsProps) => {
  const { form, onChange, unit } = props;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const kinds: { kind: ExpectedKind; label: string }[] = [
    { kind: 'nothing', label: t('action.expectNothing') },
    { kind: 'value', label: t('action.expectValue') },
    { kind: 'percent', label: t('action.expectPercent') },
  ];
  const isPercent = form.expected === 'percent';
  const ofValue =
    unit === '1'
      ? t('action.expectAmountPlain')
      : t('action.expectAmount', { unit });
  return (
    <div className={classes.root}>
      <NativeSelect
        label={t('action.fieldExpectation')}
        value={form.expected}
        onChange={value => {
          const chosen = kinds.find(({ kind }) => kind === value);
          if (chosen) {
            // A value means something else in percent
            onChange({ ...form, expected: chosen.kind, amount: '' });
          }
        }}
      >
        {kinds.map(({ kind, label }) => (
          <option key={kind} value={kind}>
            {label}
          </option>
        ))}
      </NativeSelect>
      {form.expected !== 'nothing' && (
        <>
          <TextField
            id="action-amount"
            className={classes.amount}
            type="number"
            size="small"
            variant="outlined"
            label={isPercent ? t('action.expectAmountPercent') : ofValue}
            required
            value={form.amount}
            inputProps={{ step: 'any', ...(isPercent ? { min: -100 } : {}) }}
            InputLabelProps={{ shrink: true }}
            onChange={event =>
              onChange({ ...form, amount: event.target.value })
            }
          />
          <TextField
            id="action-by"
            className={classes.date}
            type="date"
            size="small"
            variant="outlined"
            label={t('action.expectBy')}
            value={form.by}
            inputProps={{ min: FIRST_DATE }}
            InputLabelProps={{ shrink: true }}
            onChange={event => onChange({ ...form, by: event.target.value })}
          />
        </>
      )}
    </div>
  );
};

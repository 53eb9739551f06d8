import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import {
  actionStates,
  FIRST_DATE,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useMe } from '../../queries/useMe';
import { kpiTreeTranslationRef } from '../../texts';
import { NativeSelect } from '../controls/NativeSelect';
import { OwnerPicker } from '../owners/OwnerPicker';
import { ActionForm, withState } from './actionForm';
import { ExpectationFields } from './ExpectationFields';
import { LinkFields } from './LinkFields';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    '& label': { color: theme.palette.textSubtle },
  },
  row: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) },
  date: { minWidth: '10em' },
}));

type ActionFormFieldsProps = {
  form: ActionForm;
  onChange: (form: ActionForm) => void;
  /** Of the KPI; nothing can be expected of a node. */
  unit: string | undefined;
  today: string;
};

/** What people write of an action, to be filled in. */
export const ActionFormFields = (props: ActionFormFieldsProps) => {
  const { form, onChange, unit, today } = props;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const me = useMe();
  const { state } = form;
  const hasBegun = state === 'open' || state === 'done';
  const date = (
    name: 'start' | 'due' | 'done',
    label: string,
    required: boolean,
  ) => (
    <TextField
      className={classes.date}
      id={`action-${name}`}
      type="date"
      size="small"
      variant="outlined"
      label={label}
      required={required}
      value={form[name]}
      inputProps={{
        min: FIRST_DATE,
        ...(name === 'done' ? { max: today } : {}),
      }}
      InputLabelProps={{ shrink: true }}
      onChange={event => onChange({ ...form, [name]: event.target.value })}
    />
  );
  return (
    <div className={classes.root}>
      <TextField
        id="action-title-field"
        // The first of a dialog that was just opened
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        size="small"
        variant="outlined"
        label={t('action.fieldTitle')}
        required
        fullWidth
        value={form.title}
        inputProps={{ maxLength: 200 }}
        onChange={event => onChange({ ...form, title: event.target.value })}
      />
      <TextField
        id="action-text"
        size="small"
        variant="outlined"
        label={t('action.fieldText')}
        helperText={t('action.fieldTextHint')}
        fullWidth
        multiline
        minRows={3}
        maxRows={12}
        value={form.text}
        inputProps={{ maxLength: 20_000 }}
        onChange={event => onChange({ ...form, text: event.target.value })}
      />
      <OwnerPicker
        me={me}
        label={t('action.fieldOwner')}
        hint={t('action.ownerHint')}
        value={form.owner}
        onChange={owner => onChange({ ...form, owner })}
      />
      <div className={classes.row}>
        <NativeSelect
          label={t('action.fieldState')}
          value={state}
          onChange={value => {
            const next = actionStates.find(each => each === value);
            if (next) {
              onChange(withState(form, next, today));
            }
          }}
        >
          {actionStates.map(each => (
            <option key={each} value={each}>
              {t(`action.state-${each}`)}
            </option>
          ))}
        </NativeSelect>
        {date('start', t('action.fieldStart'), hasBegun)}
        {date('due', t('action.fieldDue'), false)}
        {state === 'done' && date('done', t('action.fieldDone'), true)}
      </div>
      {unit !== undefined && (
        <ExpectationFields form={form} onChange={onChange} unit={unit} />
      )}
      <LinkFields
        links={form.links}
        onChange={links => onChange({ ...form, links })}
      />
    </div>
  );
};

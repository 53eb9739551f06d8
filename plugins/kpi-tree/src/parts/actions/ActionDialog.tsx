import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import type {
  ActionFields,
  ActionSubject,
  ActionView,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { FormEvent, useState } from 'react';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { kpiTreeApiRef } from '../../api';
import { actionQuestions } from '../../queries/useActions';
import { useInvalidate } from '../../queries/useInvalidate';
import { kpiTreeTranslationRef } from '../../texts';
import { isConflict } from '../notices/isConflict';
import { Refusal } from '../notices/Refusal';
import { ActionFormFields } from './ActionFormFields';
import { fieldsOf, formOf } from './actionForm';
import { ConflictNotice } from './ConflictNotice';

type ActionDialogProps = {
  subject: ActionSubject;
  /** Of the KPI or node. */
  subjectTitle: string;
  /** The one that is changed; another one is added if not given. */
  action?: ActionView;
  /** Of the KPI. */
  unit?: string;
  /** Who does a new one if nobody else is named. */
  owner?: string;
  /** `YYYY-MM-DD` */
  today: string;
  onClose: () => void;
};

/**
 * Adds or changes an action. Where somebody else has changed it meanwhile it shows theirs
 * and keeps what was typed.
 */
export const ActionDialog = (props: ActionDialogProps) => {
  const { subject, subjectTitle, action, unit, owner, today, onClose } = props;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const api = useApi(kpiTreeApiRef);
  const invalidate = useInvalidate();
  const [form, setForm] = useState(() =>
    formOf(action ?? { state: 'open', owner, start: today }),
  );
  // That which the form was made from, or which its reader has seen since
  const [base, setBase] = useState(action);
  const [theirs, setTheirs] = useState<ActionView>();
  const fields = fieldsOf(form);
  const [{ loading, error }, save] = useAsyncFn(
    async (written: ActionFields, onto: ActionView | undefined) => {
      try {
        await (onto
          ? api.updateAction(onto.id, onto.version, written)
          : api.addAction(subject, written));
      } catch (e) {
        if (!onto || !isConflict(e as Error)) {
          throw e;
        }
        setTheirs(await api.getAction(onto.id));
        invalidate(actionQuestions);
        return;
      }
      invalidate(actionQuestions);
      onClose();
    },
    [api, subject, invalidate, onClose],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fields) {
      save(fields, base);
    }
  };
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={onClose}
      aria-labelledby="action-title"
    >
      <form onSubmit={submit}>
        <DialogTitle id="action-title">
          {action
            ? t('action.editOf', { title: action.title })
            : t('action.addOf', { subject: subjectTitle })}
        </DialogTitle>
        <DialogContent>
          {theirs && (
            <ConflictNotice
              theirs={theirs}
              mine={fields}
              onTakeTheirs={() => {
                setForm(formOf(theirs));
                setBase(theirs);
                setTheirs(undefined);
              }}
              onSaveMine={() => {
                setBase(theirs);
                setTheirs(undefined);
                if (fields) {
                  save(fields, theirs);
                }
              }}
            />
          )}
          <ActionFormFields
            form={form}
            onChange={setForm}
            unit={subject.kpi === undefined ? undefined : unit}
            today={today}
          />
          {error && <Refusal title={t('action.notSaved')} error={error} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            type="submit"
            color="primary"
            disabled={!fields || loading || theirs !== undefined}
          >
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};

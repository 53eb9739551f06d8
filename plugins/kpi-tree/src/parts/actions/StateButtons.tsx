import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import type {
  ActionState,
  ActionView,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { kpiTreeApiRef } from '../../api';
import { actionQuestions } from '../../queries/useActions';
import { useInvalidate } from '../../queries/useInvalidate';
import { kpiTreeTranslationRef } from '../../texts';
import { Refusal } from '../notices/Refusal';
import { fieldsOf, formOf, withState } from './actionForm';

const ways = {
  start: 'open',
  finish: 'done',
  stop: 'cancelled',
  reopen: 'open',
} as const;

/** What can be done with an action in a state. */
const waysFrom: Record<ActionState, (keyof typeof ways)[]> = {
  proposed: ['start', 'stop'],
  open: ['finish', 'stop'],
  done: ['reopen'],
  cancelled: ['reopen'],
};

type StateButtonsProps = {
  action: ActionView;
  /** `YYYY-MM-DD` */
  today: string;
};

/** The next states of an action, each in one press; days that it needs are today. */
export const StateButtons = ({ action, today }: StateButtonsProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const api = useApi(kpiTreeApiRef);
  const invalidate = useInvalidate();
  const [{ loading, error }, change] = useAsyncFn(
    async (state: ActionState) => {
      const fields = fieldsOf(withState(formOf(action), state, today));
      try {
        if (fields) {
          await api.updateAction(action.id, action.version, fields);
        }
      } finally {
        // Also where somebody else has changed it meanwhile
        invalidate(actionQuestions);
      }
    },
    [api, action, today, invalidate],
  );
  return (
    <>
      {waysFrom[action.state].map(way => (
        <Button
          key={way}
          size="small"
          color={way === 'stop' ? 'default' : 'primary'}
          disabled={loading}
          aria-label={t('action.actOn', {
            what: t(`action.${way}`),
            title: action.title,
          })}
          onClick={() => change(ways[way])}
        >
          {t(`action.${way}`)}
        </Button>
      ))}
      {error && <Refusal title={t('action.notChanged')} error={error} />}
    </>
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { ActionView } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { ReactNode } from 'react';
import { kpiTreeTranslationRef } from '../../texts';
import { useKpiTreeParams } from '../view/useKpiTreeParams';
import { ActionDetails } from './ActionDetails';
import { ActionStateLabel } from './ActionStateLabel';
import { EffectText } from './EffectText';
import { StateButtons } from './StateButtons';
import { useFieldTexts } from './useFieldTexts';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    fontSize: theme.typography.body2.fontSize,
    overflowWrap: 'anywhere',
  },
  title: { fontWeight: 600 },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
    color: theme.palette.textSubtle,
    '& a': { display: 'inline-block', lineHeight: '24px' },
  },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 0.5),
    // The texts of the buttons stand below those above them
    marginLeft: -5,
  },
}));

type ActionItemProps = {
  action: ActionView;
  /** `YYYY-MM-DD` */
  today: string;
  onEdit: (action: ActionView) => void;
  /** What it is for, where that is not the screen around it. */
  subject?: ReactNode;
};

/** An action: how far it is, who does it until when, and what it came to. */
export const ActionItem = (props: ActionItemProps) => {
  const { action, today, onEdit, subject } = props;
  const { id, title, owner, start, due, done, effect, mayWrite } = action;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { params, update } = useKpiTreeParams();
  const { day } = useFieldTexts(action.unit);
  const isOpen = params.action === id;
  const isOver = action.state === 'done' || action.state === 'cancelled';
  return (
    <li className={classes.root}>
      <div>
        <span className={classes.title}>{title}</span>{' '}
        <ActionStateLabel action={action} />
      </div>
      <div className={classes.facts}>
        {subject}
        <span>
          {t('action.doneBy')}{' '}
          <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
        </span>
        {start && <span>{t('action.startsOn', { date: day(start) })}</span>}
        {due && !isOver && <span>{t('action.dueOn', { date: day(due) })}</span>}
        {done && <span>{t('action.doneOn', { date: day(done) })}</span>}
      </div>
      {effect && action.unit && action.periodType && (
        <EffectText
          effect={effect}
          unit={action.unit}
          periodType={action.periodType}
        />
      )}
      <div className={classes.buttons}>
        <Button
          size="small"
          aria-expanded={isOpen}
          aria-label={t('action.detailsOf', { title })}
          onClick={() => update({ action: isOpen ? undefined : id })}
        >
          {t('action.details')}
        </Button>
        {mayWrite && (
          <>
            <Button
              size="small"
              aria-label={t('action.editOf', { title })}
              onClick={() => onEdit(action)}
            >
              {t('action.edit')}
            </Button>
            <StateButtons action={action} today={today} />
          </>
        )}
      </div>
      {isOpen && <ActionDetails action={action} />}
    </li>
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { ActionView } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ActionStateLabel } from '../../parts/actions/ActionStateLabel';
import { EffectText } from '../../parts/actions/EffectText';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  list: { margin: theme.spacing(0.5, 0, 0), paddingLeft: theme.spacing(2.5) },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
    color: theme.palette.textSubtle,
    '& a': { display: 'inline-block', lineHeight: '24px' },
  },
}));

type ReviewActionsProps = {
  label: string;
  actions: ActionView[];
  /** That of the review: those of others are named. */
  scope: string;
  /** Whether what they are for is named. */
  named?: boolean;
};

/** What is done, how far it is, and what it came to. */
export const ReviewActions = (props: ReviewActionsProps) => {
  const { label, actions, scope, named } = props;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { formatPeriod } = useFormat();
  const day = (date: string) => formatPeriod(date, 'day', 'long');
  return (
    <ul className={classes.list} aria-label={label}>
      {actions.map(action => (
        <li key={action.id}>
          {action.title} <ActionStateLabel action={action} />
          <div className={classes.facts}>
            {named && <span>{action.subjectTitle}</span>}
            {action.scope !== scope && action.scope !== 'all' && (
              <EntityRefLink entityRef={action.scope} hideIcon />
            )}
            <EntityRefLink
              entityRef={action.owner}
              defaultKind="group"
              hideIcon
            />
            {action.done ? (
              <span>{t('action.doneOn', { date: day(action.done) })}</span>
            ) : (
              action.due && (
                <span>{t('action.dueOn', { date: day(action.due) })}</span>
              )
            )}
          </div>
          {action.effect && action.unit && action.periodType && (
            <EffectText
              effect={action.effect}
              unit={action.unit}
              periodType={action.periodType}
            />
          )}
        </li>
      ))}
    </ul>
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type {
  ActionSubject,
  ActionView,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import { useActions } from '../../queries/useActions';
import { kpiTreeTranslationRef } from '../../texts';
import { useFormat } from '../format';
import { LoadError } from '../notices/LoadError';
import { useKpiTreeParams } from '../view/useKpiTreeParams';
import { ActionDialog } from './ActionDialog';
import { ActionItem } from './ActionItem';

const useStyles = makeStyles(theme => ({
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  list: { margin: theme.spacing(0.5, 0), padding: 0, listStyle: 'none' },
  none: {
    margin: theme.spacing(0.5, 0),
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type ActionSectionProps = {
  subject: ActionSubject;
  /** Of the KPI. */
  title: string;
  unit: string;
  /** Who does it if nobody else is named: the owner of the KPI. */
  owner?: string;
  /** `YYYY-MM-DD` */
  today: string;
};

/**
 * What is done to improve a KPI here, and what it came to; who may can add actions and
 * change them. Nothing where there is nothing to show or do.
 */
export const ActionSection = (props: ActionSectionProps) => {
  const { subject, title, unit, owner, today } = props;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { formatCount } = useFormat();
  const { params, update } = useKpiTreeParams();
  const { items, page, loading, error, more } = useActions(subject);
  const [edited, setEdited] = useState<ActionView>();
  const isAdding = params.action === 'new' && page?.mayAdd === true;
  const close = () => {
    setEdited(undefined);
    if (isAdding) {
      update({ action: undefined });
    }
  };
  if (error && !loading) {
    return (
      <LoadError title={t('action.loadError')} error={error} onRetry={more} />
    );
  }
  if (!page || !(items.length || page.mayAdd)) {
    return null;
  }
  return (
    <section aria-label={t('action.title')} aria-busy={loading}>
      <h3 className={classes.title}>{t('action.title')}</h3>
      {items.length > 0 ? (
        <ul className={classes.list}>
          {items.map(action => (
            <ActionItem
              key={action.id}
              action={action}
              today={today}
              onEdit={setEdited}
            />
          ))}
        </ul>
      ) : (
        <p className={classes.none}>{t('action.none')}</p>
      )}
      {page.nextCursor && (
        <Button size="small" color="primary" disabled={loading} onClick={more}>
          {t('action.more', { total: formatCount(page.total) })}
        </Button>
      )}
      {page.mayAdd && (
        <Button
          size="small"
          color="primary"
          onClick={() => update({ action: 'new' })}
        >
          {t('action.add')}
        </Button>
      )}
      {(isAdding || edited) && (
        <ActionDialog
          subject={subject}
          subjectTitle={title}
          action={edited}
          unit={unit}
          owner={owner}
          today={today}
          onClose={close}
        />
      )}
    </section>
  );
};

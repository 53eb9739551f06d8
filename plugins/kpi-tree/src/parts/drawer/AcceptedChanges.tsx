import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useApi } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  dateOf,
  type AcceptedChange,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { kpiTreeApiRef } from '../../api';
import { Refusal } from '../notices/Refusal';
import { kpiTreeTranslationRef } from '../../texts';
import { ChangeDialog } from './ChangeDialog';
import { useChanges } from '../../queries/useChanges';
import { numbers, useInvalidate } from '../../queries/useInvalidate';

const useStyles = makeStyles(theme => ({
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  list: {
    margin: theme.spacing(1, 0),
    padding: 0,
    listStyle: 'none',
    fontSize: theme.typography.body2.fontSize,
  },
  change: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
  },
  reason: { flex: 1, minWidth: 160, overflowWrap: 'anywhere' },
}));

type AcceptedChangesProps = {
  scope: string;
  kpi: string;
  title: string;
  asOf: string;
  timeZone: string;
};

/**
 * Since when the process behind a KPI is another one, as far as it was accepted here;
 * who may can accept a change or take one back. Nothing where there is nothing to show
 * or do.
 */
export const AcceptedChanges = (props: AcceptedChangesProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { scope, kpi, title, asOf, timeZone } = props;
  const classes = useStyles();
  const api = useApi(kpiTreeApiRef);
  const { value } = useChanges(scope, kpi);
  const invalidate = useInvalidate();
  // Limits and trend are others then
  const changed = () => invalidate(['changes', ...numbers]);
  const [isOpen, setOpen] = useState(false);
  const accept = async (change: Pick<AcceptedChange, 'date' | 'reason'>) => {
    await api.acceptChange(scope, kpi, change);
    setOpen(false);
    changed();
  };
  const [withdrawing, withdraw] = useAsyncFn(
    async (date: string) => {
      await api.withdrawChange(scope, kpi, date);
      changed();
    },
    [api, scope, kpi, changed],
  );
  if (!value || !(value.items.length || value.mayDeclare)) {
    return null;
  }
  return (
    <section>
      <h3 className={classes.title}>{t('drawer.changes')}</h3>
      {value.items.length > 0 && (
        <ul className={classes.list}>
          {value.items.map(({ date, reason, by }) => (
            <li key={date} className={classes.change}>
              <span>{date}</span>
              <span className={classes.reason}>{reason}</span>
              <EntityRefLink entityRef={by} hideIcon />
              {value.mayDeclare && (
                <Button
                  size="small"
                  aria-label={t('drawer.takeBackOf', { date })}
                  disabled={withdrawing.loading}
                  onClick={() => withdraw(date)}
                >
                  {t('drawer.takeBack')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {withdrawing.error && (
        <Refusal title={t('drawer.takeBackError')} error={withdrawing.error} />
      )}
      {value.mayDeclare && (
        <Button size="small" color="primary" onClick={() => setOpen(true)}>
          {t('drawer.acceptFrom')}
        </Button>
      )}
      {isOpen && (
        <ChangeDialog
          kpi={title}
          today={dateOf(Date.parse(asOf), timeZone)}
          onAccept={accept}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
};

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type {
  KpiScorecardNode,
  PeriodException,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import Button from '@material-ui/core/Button';
import { useState } from 'react';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { kpiTreeApiRef, Scope } from '../../api';
import { numbers, useInvalidate } from '../../queries/useInvalidate';
import { useExceptions } from '../../queries/usePeriodWords';
import { kpiTreeTranslationRef } from '../../texts';
import { useFormat } from '../format';
import { Refusal } from '../notices/Refusal';
import { periodsOf } from './periodsOf';
import { WordDialog } from './WordDialog';
import { useWordStyles } from './wordStyles';

type ExceptionSectionProps = { scope: Scope; node: KpiScorecardNode };

/**
 * The periods that are left out of the limits of a KPI; who may can leave one out or take
 * that back. Nothing where there is nothing to show or do.
 */
export const ExceptionSection = ({ scope, node }: ExceptionSectionProps) => {
  const { kpi, title, periodType } = node;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useWordStyles();
  const { formatPeriod } = useFormat();
  const api = useApi(kpiTreeApiRef);
  const invalidate = useInvalidate();
  const { value } = useExceptions(scope, kpi);
  // Limits and trend are others then
  const changed = () => invalidate(['exceptions', ...numbers]);
  const [isOpen, setOpen] = useState(false);
  const declare = async (written: { period: string; reason: string }) => {
    await api.declareException({ scope, kpi, periodType, ...written });
    setOpen(false);
    changed();
  };
  const [withdrawing, withdraw] = useAsyncFn(
    async (one: PeriodException) => {
      await api.withdrawException({
        scope,
        kpi,
        periodType: one.periodType,
        period: one.period,
      });
      changed();
    },
    [api, scope, kpi, changed],
  );
  if (!value || !(value.items.length || value.mayDeclare)) {
    return null;
  }
  return (
    <section aria-label={t('words.exceptions')}>
      <h3 className={classes.title}>{t('words.exceptions')}</h3>
      {value.items.length > 0 && (
        <ul className={classes.list}>
          {value.items.map(one => {
            const period = formatPeriod(one.period, one.periodType, 'long');
            return (
              <li
                key={`${one.periodType} ${one.period}`}
                className={classes.item}
              >
                <div className={classes.facts}>
                  <span className={classes.strong}>{period}</span>
                  <EntityRefLink entityRef={one.by} hideIcon />
                </div>
                <p className={classes.text}>{one.reason}</p>
                {value.mayDeclare && (
                  <div className={classes.buttons}>
                    <Button
                      size="small"
                      aria-label={t('words.takeBackOf', { period })}
                      disabled={withdrawing.loading}
                      onClick={() => withdraw(one)}
                    >
                      {t('words.takeBack')}
                    </Button>
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {withdrawing.error && (
        <Refusal title={t('words.notTakenBack')} error={withdrawing.error} />
      )}
      {value.mayDeclare && (
        <Button size="small" color="primary" onClick={() => setOpen(true)}>
          {t('words.addException')}
        </Button>
      )}
      {isOpen && (
        <WordDialog
          title={t('words.exceptionOf', { kpi: title })}
          hint={t('words.exceptionText')}
          label={t('words.reason')}
          maxLength={1_000}
          periodType={periodType}
          periods={periodsOf(node)}
          onSave={({ period, text }) => declare({ period, reason: text })}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
};

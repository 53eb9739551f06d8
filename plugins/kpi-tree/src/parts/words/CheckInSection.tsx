import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import Button from '@material-ui/core/Button';
import { useState } from 'react';
import { kpiTreeApiRef, Scope } from '../../api';
import { useInvalidate } from '../../queries/useInvalidate';
import { useCheckIns } from '../../queries/usePeriodWords';
import { kpiTreeTranslationRef } from '../../texts';
import { useFormat } from '../format';
import { StatusIcon } from '../status';
import { confidenceIcons } from './confidenceIcons';
import { useConfidenceTexts } from './useConfidenceTexts';
import { WordDialog, Written } from './WordDialog';
import { useWordStyles } from './wordStyles';

type CheckInSectionProps = {
  scope: Scope;
  node: KpiScorecardNode;
  timeZone: string;
};

/**
 * What who answers for a KPI said about it last, and that somebody should where it is off
 * target. Nothing where nobody has to.
 */
export const CheckInSection = (props: CheckInSectionProps) => {
  const { scope, node, timeZone } = props;
  const { kpi, title, period, periodType } = node;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useWordStyles();
  const { formatDate, formatPeriod } = useFormat();
  const confidenceTexts = useConfidenceTexts();
  const api = useApi(kpiTreeApiRef);
  const invalidate = useInvalidate();
  const { value } = useCheckIns(scope, kpi);
  const [isOpen, setOpen] = useState(false);
  const latest = value?.items[0];
  const isOff = node.status === 'off-target';
  const isMissing =
    isOff &&
    !value?.items.some(
      one => one.period === period && one.periodType === periodType,
    );
  if (!value || !(latest || isOff)) {
    return null;
  }
  const save = async ({ text, confidence, period: of }: Written) => {
    if (confidence) {
      await api.addCheckIn({
        scope,
        kpi,
        periodType,
        period: of,
        text,
        confidence,
      });
    }
    setOpen(false);
    invalidate(['check-ins']);
  };
  return (
    <section aria-label={t('words.checkIn')}>
      <h3 className={classes.title}>{t('words.checkIn')}</h3>
      {isMissing && (
        <p className={classes.text}>
          {t('words.checkInMissing', {
            period: formatPeriod(period, periodType, 'long'),
          })}
        </p>
      )}
      {latest && (
        <div className={classes.item} style={{ borderTop: 0 }}>
          <div className={classes.facts}>
            <StatusIcon status={confidenceIcons[latest.confidence]} />
            <span className={classes.strong}>
              {confidenceTexts[latest.confidence]}
            </span>
            <span>
              {t('words.saidIn', {
                period: formatPeriod(latest.period, latest.periodType, 'long'),
              })}
            </span>
            <EntityRefLink entityRef={latest.by} hideIcon />
            <span>{formatDate(latest.at, timeZone)}</span>
          </div>
          <p className={classes.text}>{latest.text}</p>
        </div>
      )}
      {isOff && value.mayWrite && (
        <Button size="small" color="primary" onClick={() => setOpen(true)}>
          {t('words.addCheckIn')}
        </Button>
      )}
      {isOpen && (
        <WordDialog
          title={t('words.checkInOf', { kpi: title })}
          hint={t('words.checkInText')}
          label={t('words.sentence')}
          maxLength={300}
          periodType={periodType}
          periods={[period]}
          withConfidence
          onSave={save}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
};

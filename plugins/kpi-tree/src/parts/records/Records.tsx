import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  kpiTreeRecordReadPermission,
  type PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import type { Scope } from '../../api';
import { useRecords } from '../../queries/useRecords';
import { kpiTreeTranslationRef } from '../../texts';
import { useFormat } from '../format';
import { isNotAllowed } from '../notices/isNotAllowed';
import { LoadError } from '../notices/LoadError';
import { PartialNote } from '../notices/PartialNote';
import { differs } from './differs';
import { OperandRecords } from './OperandRecords';
import { OriginFacts } from './OriginFacts';
import { RecordTable } from './RecordTable';
import type { RecordOrder } from './RecordHead';

const useStyles = makeStyles(theme => ({
  title: {
    margin: theme.spacing(2, 0, 1),
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
    overflowWrap: 'anywhere',
  },
  note: {
    margin: theme.spacing(1, 0),
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type RecordsProps = {
  scope: Scope;
  kpi: string;
  /** The name of the KPI, where it is another than that of the page. */
  title?: string;
  /** First day, `YYYY-MM-DD`. */
  period: string;
  periodType: PeriodType;
  /** The value on the screen, which the records are to come to; `null` if there is none. */
  value: number | null;
  timeZone: string;
};

/** The records that a value is made of, the worst first, and what each adds. */
export const Records = (props: RecordsProps) => {
  const { scope, kpi, title, period, periodType, value, timeZone } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatInstant, formatPeriod, formatValue } = useFormat();
  const [order, setOrder] = useState<RecordOrder>();
  const { items, page, loading, error, more } = useRecords({
    scope,
    kpi,
    period,
    ...order,
  });
  const name = formatPeriod(
    page?.period ?? period,
    page?.periodType ?? periodType,
    'long',
  );
  const total = page?.records;
  const origin = page?.origin;
  const [of, ofKpi] =
    origin && page.missing
      ? (['origin.title', 'origin.titleOf'] as const)
      : (['records.of', 'records.ofKpi'] as const);
  const heading = title
    ? t(ofKpi, { kpi: title, period: name })
    : t(of, { period: name });
  const label =
    total === undefined
      ? heading
      : t('records.counted', { heading, number: formatCount(total) });
  const difference = page && differs(page, value);
  const Title = title ? 'h4' : 'h3';
  return (
    <div aria-busy={loading}>
      <Title className={classes.title}>{label}</Title>
      {page?.missing && (
        <p className={classes.note}>{t(`records.missing-${page.missing}`)}</p>
      )}
      {page?.operands && (
        <OperandRecords {...props} operands={page.operands} of={Records} />
      )}
      {total === 0 && (
        <p className={classes.note}>{t('records.none', { period: name })}</p>
      )}
      {origin && <OriginFacts origin={origin} timeZone={timeZone} />}
      {page && items.length > 0 && (
        <RecordTable
          label={label}
          page={page}
          items={items}
          timeZone={timeZone}
          order={order}
          onOrder={setOrder}
        />
      )}
      {difference && (
        <p className={classes.note}>
          {t('records.differs', {
            records: formatValue(difference.records, page.unit),
            value: formatValue(difference.value, page.unit),
          })}
        </p>
      )}
      {page?.readAt && (
        <p className={classes.note}>
          {t('records.readAt', {
            instant: formatInstant(page.readAt, timeZone),
          })}
        </p>
      )}
      <PartialNote partial={page?.partial} />
      {loading && (
        <div role="status" aria-label={t('records.loading')}>
          <Skeleton height={34} />
          <Skeleton height={34} />
        </div>
      )}
      {error && isNotAllowed(error) && (
        <p className={classes.note}>
          {t('records.notAllowed', {
            permission: kpiTreeRecordReadPermission.name,
          })}
        </p>
      )}
      {error && !isNotAllowed(error) && (
        <LoadError
          title={t('records.loadError')}
          error={error}
          onRetry={more}
        />
      )}
      {!loading && !error && page?.nextCursor && (
        <Button size="small" color="primary" onClick={more}>
          {t('records.more', {
            number: formatCount((total ?? 0) - items.length),
          })}
        </Button>
      )}
    </div>
  );
};

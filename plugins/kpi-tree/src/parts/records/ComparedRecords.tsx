import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  kpiTreeRecordReadPermission,
  type PeriodType,
  type RecordChanges,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';
import { useRecordChanges } from '../../queries/useRecordChanges';
import { kpiTreeTranslationRef } from '../../texts';
import { useFormat } from '../format';
import { isNotAllowed } from '../notices/isNotAllowed';
import { LoadError } from '../notices/LoadError';
import { PartialNote } from '../notices/PartialNote';
import { ChangedRecords } from './ChangedRecords';
import { OperandRecords } from './OperandRecords';
import { TotalsTable } from './TotalsTable';

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
  // Side by side where there is room
  groups: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 3),
    '& > *': { flex: '1 1 20em', minWidth: 0 },
  },
}));

type ComparedRecordsProps = {
  scope: Scope;
  kpi: string;
  /** The name of the KPI, where it is another than that of the page. */
  title?: string;
  /** First days, `YYYY-MM-DD`; the records of `period` are compared with those of `against`. */
  period: string;
  against?: string;
  periodType: PeriodType;
  timeZone: string;
};

/** Which records came, which went, and which stayed from one period to another. */
export const ComparedRecords = (props: ComparedRecordsProps) => {
  const { scope, kpi, title, period, against = period, timeZone } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatInstant, formatPeriod } = useFormat();
  const {
    value: answer,
    loading,
    error,
    retry,
  } = useRecordChanges({ scope, kpi, from: against, to: period });
  const [before, after] = [against, period].map(start =>
    formatPeriod(start, props.periodType, 'long'),
  );
  const heading = t('records.compared', { before, after });
  const Title = title ? 'h4' : 'h3';
  return (
    <div aria-busy={loading}>
      <Title className={classes.title}>
        {title ? t('records.comparedOf', { kpi: title, heading }) : heading}
      </Title>
      {answer?.missing && (
        <p className={classes.note}>
          {answer.missing === 'formula'
            ? t('records.missing-formula')
            : t('records.nothingCompared')}
        </p>
      )}
      {answer?.operands && (
        <OperandRecords
          {...props}
          operands={answer.operands}
          of={ComparedRecords}
        />
      )}
      {answer?.before && answer.after && (
        <Answer answer={answer} label={heading} names={{ before, after }} />
      )}
      {answer?.readAt && (
        <p className={classes.note}>
          {t('records.readAt', {
            instant: formatInstant(answer.readAt, timeZone),
          })}
        </p>
      )}
      <PartialNote partial={answer?.partial} />
      {loading && (
        <div role="status" aria-label={t('records.compareLoading')}>
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
      {error && !loading && !isNotAllowed(error) && (
        <LoadError
          title={t('records.compareError')}
          error={error}
          onRetry={retry}
        />
      )}
    </div>
  );
};

type AnswerProps = {
  answer: RecordChanges;
  label: string;
  /** The periods in words. */
  names: { before: string; after: string };
};

function Answer({ answer, label, names }: AnswerProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const groupName = (kind: RecordChanges['groups'][number]['kind']) => {
    if (answer.unkeyed) {
      return kind === 'onlyBefore' ? names.before : names.after;
    }
    return t(`records.group-${kind}`, names);
  };
  return (
    <>
      {answer.unkeyed && <p className={classes.note}>{t('records.unkeyed')}</p>}
      <TotalsTable
        label={label}
        first={t('records.link')}
        answer={answer}
        names={names}
        rows={answer.groups.map(group => ({
          ...group,
          title: groupName(group.kind),
        }))}
      />
      {answer.classes.map(({ column, values }) => (
        <TotalsTable
          key={column}
          label={t('records.byColumn', { column })}
          first={column}
          answer={answer}
          names={names}
          rows={values.map(each => ({
            ...each,
            title: each.value ?? t('records.blank'),
          }))}
        />
      ))}
      <div className={classes.groups}>
        {answer.groups.map(group => (
          <ChangedRecords
            key={group.kind}
            answer={answer}
            group={group}
            title={groupName(group.kind)}
            names={names}
          />
        ))}
      </div>
    </>
  );
}

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { Breakdown } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';
import { useFormat } from '../format';
import { ChangeTable, ClassTable } from './BreakdownTables';
import { ClassLegend } from './ClassLegend';
import { SmallMultiples } from './SmallMultiples';
import { StackedColumns } from './StackedColumns';

const useStyles = makeStyles(theme => ({
  subtitle: {
    margin: theme.spacing(2, 0, 1),
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 600,
  },
  note: {
    margin: theme.spacing(0.5, 0, 0),
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
}));

const limits = {
  'no-value': 'breakdown.noValue',
  incomplete: 'breakdown.incomplete',
  'not-kept': 'breakdown.notKeptLimit',
  aggregation: 'breakdown.aggregation',
} as const;

type BreakdownAnswerProps = {
  answer: Breakdown;
  view: 'chart' | 'table';
  timeZone: string;
};

/** The history of each class, which made the last change, and what is not known. */
export const BreakdownAnswer = ({
  answer,
  view,
  timeZone,
}: BreakdownAnswerProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const styles = useStyles();
  const { formatPeriod, formatInstant } = useFormat();
  const { title, classes, change, periodType, periods, readAt } = answer;
  if (!classes.length) {
    return <p className={styles.note}>{t('breakdown.none')}</p>;
  }
  const label = t('breakdown.of', {
    title,
    by: answer.by ?? answer.column,
  });
  const notKept = periods.filter(one => one.notKept);
  const { limit, before, after } = change;
  const changed = t('breakdown.change', {
    before: formatPeriod(before.period, periodType),
    after: formatPeriod(after.period, periodType),
  });
  return (
    <>
      {view === 'table' && <ClassTable label={label} answer={answer} />}
      {view === 'chart' && isStacked(answer) && (
        <>
          <StackedColumns label={label} answer={answer} />
          <ClassLegend classes={classes} />
        </>
      )}
      {view === 'chart' && !isStacked(answer) && (
        <SmallMultiples label={label} answer={answer} />
      )}
      {notKept.length > 0 && (
        <p className={styles.note}>
          {t('breakdown.notKept', {
            periods: notKept
              .map(({ period }) => formatPeriod(period, periodType))
              .join(', '),
          })}
        </p>
      )}
      {isUnknown(answer) && (
        <p className={styles.note}>
          {answer.by === undefined
            ? t('breakdown.notMade')
            : t('breakdown.unknownText')}
        </p>
      )}
      {readAt && (
        <p className={styles.note}>
          {t('records.readAt', { instant: formatInstant(readAt, timeZone) })}
        </p>
      )}
      <h4 className={styles.subtitle}>{changed}</h4>
      <ChangeTable label={changed} answer={answer} />
      {limit && <p className={styles.note}>{t(limits[limit])}</p>}
    </>
  );
};

/** Whether something is not broken down of a period whose records there are. */
function isUnknown({ classes, periods }: Breakdown): boolean {
  const unknown = classes.find(({ kind }) => kind === 'unknown');
  return (
    unknown !== undefined &&
    (!periods.some(({ notKept }) => notKept) ||
      periods.some(
        ({ notKept }, index) => !notKept && unknown.values[index]?.weight,
      ))
  );
}

/** Parts on top of each other have to add up, and none may be below 0. */
function isStacked({ addsUp, classes }: Breakdown): boolean {
  return (
    addsUp === 'values' &&
    classes.every(({ values }) => values.every(one => (one?.value ?? 0) >= 0))
  );
}

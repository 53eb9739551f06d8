import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type {
  Breakdown,
  KpiBreakdown,
  KpiScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import type { Scope } from '../../api';
import { useBreakdown } from '../../queries/useBreakdown';
import { kpiTreeTranslationRef } from '../../texts';
import { SegmentedControl } from '../controls/SegmentedControl';
import { useFormat } from '../format';
import { LoadError } from '../notices/LoadError';
import { useKpiTreeParams } from '../view/useKpiTreeParams';
import { isDay } from '../view/useView';
import { ChangeTable, ClassTable } from './BreakdownTables';
import { ClassLegend } from './ClassLegend';
import { SmallMultiples } from './SmallMultiples';
import { StackedColumns } from './StackedColumns';

const useStyles = makeStyles(theme => ({
  title: {
    margin: theme.spacing(0, 0, 1.5),
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  subtitle: {
    margin: theme.spacing(2, 0, 1),
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 600,
  },
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    marginBottom: theme.spacing(1.5),
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
  aggregation: 'breakdown.aggregation',
} as const;

type BreakdownSectionProps = {
  scope: Scope;
  node: KpiScorecardNode;
  /** Those that its KPI has; at least one. */
  breakdowns: KpiBreakdown[];
};

/** A KPI by the classes of a column, and which class made the last change. */
export const BreakdownSection = ({
  scope,
  node,
  breakdowns,
}: BreakdownSectionProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const styles = useStyles();
  const { params, update } = useKpiTreeParams();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const { id } =
    breakdowns.find(one => one.id === params.breakdown) ?? breakdowns[0];
  const { value, loading, error, retry } = useBreakdown({
    scope,
    kpi: node.kpi,
    by: id,
    asOf: isDay(params.asOf) ? params.asOf : undefined,
    period: node.period,
  });
  return (
    <section>
      <h3 className={styles.title}>{t('breakdown.title', { by: id })}</h3>
      <div className={styles.controls}>
        {breakdowns.length > 1 && (
          <SegmentedControl
            label={t('breakdown.choose')}
            value={id}
            options={breakdowns.map(one => ({ value: one.id, label: one.id }))}
            onChange={one =>
              update({ breakdown: one === breakdowns[0].id ? undefined : one })
            }
          />
        )}
        <SegmentedControl
          label={t('breakdown.view')}
          value={view}
          options={[
            { value: 'chart', label: t('common.chart') },
            { value: 'table', label: t('common.table') },
          ]}
          onChange={setView}
        />
      </div>
      {error && !loading && (
        <LoadError
          title={t('breakdown.loadError')}
          error={error}
          onRetry={retry}
        />
      )}
      {loading && (
        <div role="status" aria-label={t('breakdown.loading')}>
          <Skeleton variant="rect" height={200} />
        </div>
      )}
      {value && !loading && !error && <Answer answer={value} view={view} />}
    </section>
  );
};

function Answer({
  answer,
  view,
}: {
  answer: Breakdown;
  view: 'chart' | 'table';
}) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const styles = useStyles();
  const { formatPeriod } = useFormat();
  const { title, by, classes, change, periodType } = answer;
  if (!classes.length) {
    return <p className={styles.note}>{t('breakdown.none')}</p>;
  }
  const label = t('breakdown.of', { title, by });
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
      {classes.some(({ kind }) => kind === 'unknown') && (
        <p className={styles.note}>{t('breakdown.unknownText')}</p>
      )}
      <h4 className={styles.subtitle}>{changed}</h4>
      <ChangeTable label={changed} answer={answer} />
      {limit && <p className={styles.note}>{t(limits[limit])}</p>}
    </>
  );
}

/** Parts on top of each other have to add up, and none may be below 0. */
function isStacked({ addsUp, classes }: Breakdown): boolean {
  return (
    addsUp === 'values' &&
    classes.every(({ values }) => values.every(one => (one?.value ?? 0) >= 0))
  );
}

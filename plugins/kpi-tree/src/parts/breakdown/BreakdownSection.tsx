import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type {
  KpiScorecardNode,
  KpiSpec,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import type { Scope } from '../../api';
import { useBreakdown } from '../../queries/useBreakdown';
import { useBreakdownColumns } from '../../queries/useBreakdownColumns';
import { kpiTreeTranslationRef } from '../../texts';
import { SegmentedControl } from '../controls/SegmentedControl';
import { LoadError } from '../notices/LoadError';
import { useKpiTreeParams } from '../view/useKpiTreeParams';
import { isDay } from '../view/useView';
import { BreakdownAnswer } from './BreakdownAnswer';
import { ColumnSelect } from './ColumnSelect';

const useStyles = makeStyles(theme => ({
  title: {
    margin: theme.spacing(0, 0, 1.5),
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    marginBottom: theme.spacing(1.5),
  },
}));

type BreakdownSectionProps = {
  scope: Scope;
  node: KpiScorecardNode;
  spec: Pick<KpiSpec, 'breakdowns' | 'source'>;
  timeZone: string;
};

/**
 * A KPI by the classes of a column, and which class made the last change: of a breakdown
 * that it has, or of another column of its records. Nothing where it has neither.
 */
export const BreakdownSection = ({
  scope,
  node,
  spec: { breakdowns = [], source },
  timeZone,
}: BreakdownSectionProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const styles = useStyles();
  const { params, update } = useKpiTreeParams();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const columns = useBreakdownColumns(node.kpi, source !== undefined);
  const { column } = params;
  const first: string | undefined = breakdowns[0]?.id;
  const id = breakdowns.some(one => one.id === params.breakdown)
    ? params.breakdown
    : first;
  const { value, loading, error, retry } = useBreakdown({
    scope,
    kpi: node.kpi,
    by: id,
    column,
    asOf: isDay(params.asOf) ? params.asOf : undefined,
    period: node.period,
  });
  const by = column ?? id;
  if (by === undefined && !columns.length) {
    return null;
  }
  return (
    <section>
      <h3 className={styles.title}>
        {by === undefined
          ? t('breakdown.byClass')
          : t('breakdown.title', { by })}
      </h3>
      <div className={styles.controls}>
        {(breakdowns.length > 1 || (column && breakdowns.length > 0)) && (
          <SegmentedControl
            label={t('breakdown.choose')}
            value={column === undefined ? id! : ''}
            options={breakdowns.map(one => ({ value: one.id, label: one.id }))}
            onChange={one =>
              update({
                breakdown: one === first ? undefined : one,
                column: undefined,
              })
            }
          />
        )}
        {(columns.length > 0 || column !== undefined) && (
          <ColumnSelect
            columns={columns}
            value={column}
            onChange={one => update({ column: one })}
          />
        )}
        {by !== undefined && (
          <SegmentedControl
            label={t('breakdown.view')}
            value={view}
            options={[
              { value: 'chart', label: t('common.chart') },
              { value: 'table', label: t('common.table') },
            ]}
            onChange={setView}
          />
        )}
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
      {value && !loading && !error && (
        <BreakdownAnswer answer={value} view={view} timeZone={timeZone} />
      )}
    </section>
  );
};

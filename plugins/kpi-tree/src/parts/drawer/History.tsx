import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type {
  KpiScorecardNode,
  PeriodType,
  Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  lazy,
  ReactNode,
  Ref,
  Suspense,
  useMemo,
  useRef,
  useState,
} from 'react';
import { chartSizes } from '../charts/chartStyle';
import type { Flag } from '../charts/flags';
import type { ChartHandle } from '../charts/HistoryChart';
import { LoadError } from '../notices/LoadError';
import { PartialNote } from '../notices/PartialNote';
import { SegmentedControl } from '../controls/SegmentedControl';
import { kpiTreeTranslationRef } from '../../texts';
import { HistoryExport } from './HistoryExport';
import { sinceFirstValue } from './historyStart';
import { HistoryTable } from './HistoryTable';

// Whoever reads the table does not load the axes
const HistoryChart = lazy(() =>
  import('../charts/HistoryChart').then(m => ({ default: m.HistoryChart })),
);

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 1.5),
    marginBottom: theme.spacing(1.5),
  },
  title: {
    flex: 1,
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  note: {
    margin: theme.spacing(1, 0),
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type HistoryProps = {
  node: KpiScorecardNode;
  series: {
    value?: Series;
    loading: boolean;
    error?: Error;
    retry: () => void;
  };
  /** What happened to the KPI and its process. */
  flags: Flag[];
  /** The instant of the scorecard, ISO 8601. */
  asOf: string;
  timeZone: string;
  period: PeriodType;
  onPeriod: (period: PeriodType) => void;
  /** A period of the history was pressed. */
  onPress?: (start: string) => void;
  /** First day of the period that was pressed, which is marked. */
  chosen?: string;
};

/**
 * The history of a KPI by a period to choose, as chart or as table; both can be saved.
 */
export const History = (props: HistoryProps) => {
  const { node, period, onPeriod, flags } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const chart = useRef<ChartHandle>(null);
  const { value, loading, error } = props.series;
  const shown = useMemo(
    () => (error && !loading ? undefined : shownSeries(value, period)),
    [value, loading, error, period],
  );
  return (
    <section>
      <div className={classes.head}>
        <h3 className={classes.title}>{t('chart.heading')}</h3>
        {node.periods.length > 1 && (
          <SegmentedControl
            label={t('chart.period')}
            value={period}
            options={node.periods.map(type => ({
              value: type,
              label: t(`common.${type}`),
            }))}
            onChange={onPeriod}
          />
        )}
        <SegmentedControl
          label={t('chart.view')}
          value={view}
          options={[
            { value: 'chart', label: t('common.chart') },
            { value: 'table', label: t('common.table') },
          ]}
          onChange={setView}
        />
        {shown && (
          <HistoryExport
            series={shown}
            flags={flags}
            chart={view === 'chart' ? chart : undefined}
            asOf={props.asOf}
            timeZone={props.timeZone}
          />
        )}
      </div>
      <HistoryContent {...props} shown={shown} view={view} chart={chart} />
    </section>
  );
};

/** The history that can be shown, if there is one. */
function shownSeries(value: Series | undefined, period: PeriodType) {
  // While another period is loaded the old one must not pass for it.
  return value?.periodType === period &&
    value.points.some(point => point.value !== null)
    ? { ...value, points: sinceFirstValue(value.points) }
    : undefined;
}

type HistoryContentProps = HistoryProps & {
  shown?: Series;
  view: 'chart' | 'table';
  chart: Ref<ChartHandle>;
};

function HistoryContent({
  node,
  series: { value, loading, error, retry },
  shown,
  flags,
  period,
  onPress,
  chosen,
  view,
  chart,
}: HistoryContentProps) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  if (error && !loading) {
    return (
      <LoadError title={t('chart.loadError')} error={error} onRetry={retry} />
    );
  }
  if (value?.periodType !== period) {
    return <HistorySkeleton />;
  }
  if (!shown) {
    return (
      <Note>
        {t(
          node.origin === 'members' ? 'chart.membersOnly' : 'chart.nothingYet',
        )}
      </Note>
    );
  }
  const unjudged =
    node.target !== null && !shown.points.some(point => point.target !== null);
  return (
    <>
      {view === 'chart' ? (
        <Suspense fallback={<HistorySkeleton />}>
          <HistoryChart
            ref={chart}
            series={shown}
            flags={flags}
            onPeriod={onPress}
            chosen={chosen}
          />
        </Suspense>
      ) : (
        <HistoryTable
          series={shown}
          flags={flags}
          onPeriod={onPress}
          chosen={chosen}
        />
      )}
      <PartialNote partial={shown.partial} />
      {unjudged && (
        <Note>
          {t('chart.unjudged', {
            judged: t(`common.within-${node.periodType}`),
            shown: t(`common.within-${period}`),
          })}
        </Note>
      )}
    </>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <p className={useStyles().note}>{children}</p>;
}

/** The shape of a history that is still being loaded. */
function HistorySkeleton() {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return (
    <div role="status" aria-label={t('chart.loading')}>
      <Skeleton variant="rect" height={chartSizes.height + 84} />
    </div>
  );
}

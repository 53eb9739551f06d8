import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  dateOf,
  type DefinitionRevision,
  type KpiScorecardNode,
  type PeriodType,
  type Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import { HistoryChart } from '../chart/HistoryChart';
import { CHART_HEIGHT } from '../chart/historyScales';
import { LoadError } from '../common/LoadError';
import { SegmentedControl } from '../common/SegmentedControl';
import { periodTypeLabels } from '../format';
import { sinceFirstValue } from './historyStart';
import { HistoryTable } from './HistoryTable';

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
  /** The versions that redefined the KPI. */
  redefined: DefinitionRevision[];
  timeZone: string;
  period: PeriodType;
  onPeriod: (period: PeriodType) => void;
};

/** The history of a KPI by a period to choose, as chart or as table. */
export const History = (props: HistoryProps) => {
  const { node, period, onPeriod } = props;
  const classes = useStyles();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <section>
      <div className={classes.head}>
        <h3 className={classes.title}>History</h3>
        {node.periods.length > 1 && (
          <SegmentedControl
            label="Period"
            value={period}
            options={node.periods.map(type => ({
              value: type,
              label: periodTypeLabels[type],
            }))}
            onChange={onPeriod}
          />
        )}
        <SegmentedControl
          label="View"
          value={view}
          options={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Table' },
          ]}
          onChange={setView}
        />
      </div>
      <HistoryContent {...props} view={view} />
    </section>
  );
};

function HistoryContent({
  node,
  series: { value, loading, error, retry },
  redefined,
  timeZone,
  period,
  view,
}: HistoryProps & { view: 'chart' | 'table' }) {
  const classes = useStyles();
  if (error && !loading) {
    return (
      <LoadError
        title="The history could not be loaded"
        error={error}
        onRetry={retry}
      />
    );
  }
  // While another period is loaded the old one must not pass for it.
  if (!value || value.periodType !== period) {
    return (
      <div role="status" aria-label="Loading the history">
        <Skeleton variant="rect" height={CHART_HEIGHT + 48} />
      </div>
    );
  }
  if (!value.points.some(point => point.value !== null)) {
    return (
      <p className={classes.note}>
        {node.origin === 'members'
          ? 'This KPI has no value of its own here: see its members below.'
          : 'Nothing has been measured yet.'}
      </p>
    );
  }
  const unjudged =
    node.target !== null && !value.points.some(point => point.target !== null);
  const series = { ...value, points: sinceFirstValue(value.points) };
  return (
    <>
      {view === 'chart' ? (
        <HistoryChart
          series={series}
          redefined={redefined.map(({ since }) =>
            dateOf(Date.parse(since), timeZone),
          )}
        />
      ) : (
        <HistoryTable series={series} />
      )}
      {unjudged && (
        <p className={classes.note}>
          The target holds for a {node.periodType}: a {period} is not judged by
          it.
        </p>
      )}
    </>
  );
}

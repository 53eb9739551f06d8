import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type { ScorecardTree } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import type { Scope } from '../../api';
import { LoadError } from '../../parts/notices/LoadError';
import { SegmentedControl } from '../../parts/controls/SegmentedControl';
import { useView } from '../../parts/view/useView';
import { kpiTreeTranslationRef } from '../../texts';
import { SCORE_CHART_HEIGHT, ScoreChart } from './ScoreChart';
import { ScoreTable } from './ScoreTable';
import { useScoreHistory } from '../../queries/useScoreHistory';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
  title: {
    margin: 0,
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 600,
  },
  note: { margin: 0, color: theme.palette.textSubtle },
}));

type ScoreHistorySectionProps = {
  scope: Scope;
  tree: ScorecardTree;
  /** The day with which it is compared, `YYYY-MM-DD`. */
  compare?: string;
};

/** How the score of a tree went over two years, as chart or as table. */
export const ScoreHistorySection = (props: ScoreHistorySectionProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <div>
      <div className={classes.head}>
        <h3 className={classes.title}>{t('overview.history')}</h3>
        <SegmentedControl
          label={t('overview.view')}
          value={view}
          options={[
            { value: 'chart', label: t('overview.chart') },
            { value: 'table', label: t('overview.table') },
          ]}
          onChange={setView}
        />
      </div>
      <Content {...props} view={view} />
    </div>
  );
};

function Content({
  scope,
  tree,
  compare,
  view,
}: ScoreHistorySectionProps & { view: 'chart' | 'table' }) {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { asOf } = useView();
  const { value, error, loading, retry } = useScoreHistory({
    scope,
    tree: tree.name,
    asOf,
  });
  if (error && !loading) {
    return (
      <LoadError
        title={t('overview.historyError')}
        error={error}
        onRetry={retry}
      />
    );
  }
  if (!value) {
    return (
      <div role="status" aria-label={t('overview.historyLoading')}>
        <Skeleton variant="rect" height={SCORE_CHART_HEIGHT + 24} />
      </div>
    );
  }
  if (!value.points.some(({ score }) => score !== null)) {
    return <p className={classes.note}>{t('overview.historyEmpty')}</p>;
  }
  return view === 'chart' ? (
    <ScoreChart history={value} title={tree.title} compare={compare} />
  ) : (
    <ScoreTable history={value} title={tree.title} />
  );
}

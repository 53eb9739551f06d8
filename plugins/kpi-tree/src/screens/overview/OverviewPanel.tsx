import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { Scorecard } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';
import { LoadError } from '../../parts/notices/LoadError';
import { filterTree } from '../../parts/filters/filterTree';
import { useScorecardOfView } from '../../parts/view/useScorecardOfView';
import { useView } from '../../parts/view/useView';
import { kpiTreeTranslationRef } from '../../texts';
import { AttentionSection } from './AttentionSection';
import { GoalSection } from './GoalSection';
import { MovedSection } from './MovedSection';
import { NoTreeYet } from '../../parts/notices/NoTreeYet';
import { OverviewSkeleton } from './OverviewSkeleton';
import { StreamSection } from './StreamSection';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(3),
    fontSize: theme.typography.body2.fontSize,
  },
  first: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(3),
    [theme.breakpoints.up('lg')]: {
      gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    },
  },
}));

/**
 * The goal in ten seconds: its state and history, what needs attention and who is on
 * it, how each value stream stands, and what moved.
 */
export const OverviewPanel = () => {
  const { scope } = useView();
  return <ScopeOverview key={scope} scope={scope} />;
};

function ScopeOverview({ scope }: { scope: Scope }) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { value, error, loading, retry } = useScorecardOfView(scope);
  if (error && !loading) {
    return (
      <LoadError
        title={t('overview.loadError')}
        error={error}
        onRetry={retry}
      />
    );
  }
  return value ? (
    <Overview scope={scope} scorecard={value} busy={loading} />
  ) : (
    <OverviewSkeleton />
  );
}

function Overview({
  scope,
  scorecard,
  busy,
}: {
  scope: Scope;
  scorecard: Scorecard;
  busy: boolean;
}) {
  const classes = useStyles();
  const { tree: chosen, filters } = useView();
  const tree =
    scorecard.trees.find(({ name }) => name === chosen) ?? scorecard.trees[0];
  if (!tree) {
    return <NoTreeYet scope={scope} />;
  }
  const shown = filterTree(tree.root, filters);
  return (
    <div className={classes.root} aria-busy={busy}>
      <div className={classes.first}>
        <GoalSection scope={scope} scorecard={scorecard} tree={tree} />
        <AttentionSection shown={shown} />
      </div>
      <StreamSection
        scope={scope}
        scorecard={scorecard}
        tree={tree}
        shown={shown}
      />
      <MovedSection scope={scope} />
    </div>
  );
}

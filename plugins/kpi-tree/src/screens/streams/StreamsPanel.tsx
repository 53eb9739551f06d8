import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Scorecard,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { LoadError } from '../../parts/notices/LoadError';
import { filterTree } from '../../parts/filters/filterTree';
import { NoTreeYet } from '../../parts/notices/NoTreeYet';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { useScorecardOfView } from '../../parts/view/useScorecardOfView';
import { useView } from '../../parts/view/useView';
import { nodesOfKind } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { StreamDashboard } from './StreamDashboard';
import { StreamList } from './StreamList';
import { dashboardNodes } from './streamNodes';
import { StreamSkeleton } from './StreamSkeleton';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2.5),
    fontSize: theme.typography.body2.fontSize,
  },
  note: { margin: 0, color: theme.palette.textSubtle },
}));

/** The value streams of the view's tree, with a dashboard of the one in the address. */
export const StreamsPanel = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { scope, tree: chosen } = useView();
  const { value, error, loading, retry } = useScorecardOfView(scope);
  if (!value) {
    return error && !loading ? (
      <LoadError title={t('streams.error')} error={error} onRetry={retry} />
    ) : (
      <StreamSkeleton />
    );
  }
  const tree =
    value.trees.find(({ name }) => name === chosen) ?? value.trees[0];
  return tree ? (
    <Streams scorecard={value} tree={tree} busy={loading} />
  ) : (
    <NoTreeYet scope={scope} />
  );
};

type StreamsProps = {
  scorecard: Scorecard;
  tree: ScorecardTree;
  busy: boolean;
};

function Streams({ scorecard, tree, busy }: StreamsProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { params } = useKpiTreeParams();
  const { filters } = useView();
  const shown = filterTree(tree.root, filters);
  const nodes = shown ? dashboardNodes(shown) : [];
  const asked = nodes.find(({ id }) => id === params.stream);
  const selected = asked ?? nodes[0];
  if (!selected) {
    return <p className={classes.note}>{t('streams.filteredOut')}</p>;
  }
  const isUnknown =
    params.stream !== undefined &&
    !asked &&
    !dashboardNodes(tree.root).some(({ id }) => id === params.stream);
  return (
    <div className={classes.root} aria-busy={busy}>
      {isUnknown && (
        <p className={classes.note} role="status">
          {t('streams.unknown', { id: params.stream! })}
        </p>
      )}
      <StreamList nodes={nodes} selected={selected.id} />
      <StreamDashboard
        key={selected.id}
        scorecard={scorecard}
        tree={tree}
        node={selected}
        isStream={nodesOfKind(selected, 'value-stream').includes(selected)}
      />
    </div>
  );
}

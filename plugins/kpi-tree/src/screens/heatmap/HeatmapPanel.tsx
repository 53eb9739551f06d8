import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { LoadError } from '../../parts/notices/LoadError';
import { NoTreeYet } from '../../parts/notices/NoTreeYet';
import { useScorecardOfView } from '../../parts/view/useScorecardOfView';
import { useView } from '../../parts/view/useView';
import { kpiTreeTranslationRef } from '../../texts';
import { HeatmapSkeleton } from './HeatmapSkeleton';
import { TreeHeatmap } from './TreeHeatmap';

/** The services of the view by the KPIs of its tree. */
export const HeatmapPanel = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const view = useView();
  const { value, error, loading, retry } = useScorecardOfView(view.scope);
  if (!value) {
    return error && !loading ? (
      <LoadError title={t('heatmap.error')} error={error} onRetry={retry} />
    ) : (
      <HeatmapSkeleton />
    );
  }
  const tree =
    value.trees.find(({ name }) => name === view.tree) ?? value.trees[0];
  return tree ? (
    <TreeHeatmap view={view} tree={tree} />
  ) : (
    <NoTreeYet scope={view.scope} />
  );
};

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Scope } from '../../api';
import { LoadError } from '../../parts/notices/LoadError';
import { useScorecardOfView } from '../../parts/view/useScorecardOfView';
import { kpiTreeTranslationRef } from '../../texts';
import { ScorecardView } from './ScorecardView';
import { TreeSkeleton } from '../../parts/nodes/TreeSkeleton';

type ScopeScorecardProps = {
  scope: Scope;
  /** What to say if there is no tree. */
  empty?: JSX.Element;
  /** Whether the tree is chosen elsewhere. */
  treeChosen?: boolean;
};

/** Loads the scorecard of a scope and shows it. */
export const ScopeScorecard = ({
  scope,
  empty,
  treeChosen,
}: ScopeScorecardProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { value, error, loading, retry } = useScorecardOfView(scope);
  if (value) {
    return (
      <div aria-busy={loading}>
        <ScorecardView
          scorecard={value}
          empty={empty}
          treeChosen={treeChosen}
        />
      </div>
    );
  }
  return error && !loading ? (
    <LoadError title={t('tree.loadError')} error={error} onRetry={retry} />
  ) : (
    <TreeSkeleton />
  );
};

import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { TryPanel } from '../try/TryPanel';

/** A definition that is being written, tried with the source. */
export const TryTab = () => {
  const { params } = useKpiTreeParams();
  const { draft, tree, node, scope } = params;
  return (
    <TryPanel
      key={[draft, tree, node, scope].join(' ')}
      draft={draft}
      place={tree && node ? { tree, node } : undefined}
      service={node && scope !== 'all' ? scope : undefined}
    />
  );
};

import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { Controls } from '../../parts/viewBar/Controls';
import { ViewBar } from '../../parts/viewBar/ViewBar';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { ScopeScorecard } from './ScopeScorecard';

const takes: Controls = {
  asOf: true,
  compare: true,
  filters: ['streams', 'personas', 'statuses', 'owners', 'tags'],
};

/** The KPI trees of the entity of the page. */
export const EntityKpiTreeContent = () => {
  const { entity } = useEntity();
  const { update } = useKpiTreeParams();
  const scope = stringifyEntityRef(entity);
  return (
    <>
      <ViewBar
        takes={takes}
        scope={scope}
        onChange={changes => update(changes, { push: true })}
        shared={{}}
      />
      <ScopeScorecard key={scope} scope={scope} />
    </>
  );
};

import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ScopeScorecard } from '../tree/ScopeScorecard';

/** The KPI trees of the entity of the page. */
export const EntityKpiTreeContent = () => {
  const { entity } = useEntity();
  const scope = stringifyEntityRef(entity);
  return <ScopeScorecard key={scope} scope={scope} />;
};

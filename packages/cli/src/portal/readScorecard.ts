import { parseEntityRef } from '@backstage/catalog-model';
import {
  apiAddress,
  Scorecard,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { PortalAccess } from './portal';
import { readAnswer } from './readAnswer';

/**
 * The scorecard of an entity.
 *
 * @param entityRef - with kind and namespace
 * @param tree - the only tree to answer with; all of the entity if not given
 * @throws what {@link readAnswer} throws
 */
export async function readScorecard(
  portal: PortalAccess,
  entityRef: string,
  tree?: string,
): Promise<Scorecard> {
  const address = apiAddress('/v1/scorecards/{kind}/{namespace}/{name}', {
    path: parseEntityRef(entityRef),
    query: { tree },
  });
  return readAnswer<Scorecard>(portal, address, ({ trees }) =>
    Array.isArray(trees),
  );
}

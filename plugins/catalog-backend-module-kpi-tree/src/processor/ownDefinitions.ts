import { AuthService } from '@backstage/backend-plugin-api';
import {
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { DefinitionKind } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { DefinitionNames } from './relations';

/**
 * Finds which of some definitions the organisation has itself.
 *
 * @public
 */
export type FindOwnDefinitions = (
  names: DefinitionNames,
) => Promise<DefinitionNames>;

const kinds: DefinitionKind[] = ['Kpi', 'KpiTree'];

/**
 * Asks the catalog which definitions the organisation has itself. Where it cannot answer
 * yet, as while it starts, there are none; the next processing finds them.
 */
export function ownDefinitions(options: {
  catalog: CatalogService;
  auth: AuthService;
}): FindOwnDefinitions {
  return async names => {
    const candidates = kinds.flatMap(kind =>
      [...names[kind]].map(name => ({ kind, name })),
    );
    const found = await existing(options, candidates);
    const ofKind = (kind: DefinitionKind) =>
      new Set(found.filter(each => each.kind === kind).map(({ name }) => name));
    return { Kpi: ofKind('Kpi'), KpiTree: ofKind('KpiTree') };
  };
}

type Named = { kind: DefinitionKind; name: string };

async function existing(
  { catalog, auth }: { catalog: CatalogService; auth: AuthService },
  candidates: Named[],
): Promise<Named[]> {
  try {
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: candidates.map(({ kind, name }) =>
          stringifyEntityRef({ kind, namespace: DEFAULT_NAMESPACE, name }),
        ),
        fields: ['kind'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return candidates.filter((_, index) => items[index]);
  } catch {
    return [];
  }
}

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ANNOTATION_PREFIX } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** Annotations that name an owner. */
const OWNER = `${ANNOTATION_PREFIX}owner.`;

/**
 * What an entity is checked with: the definitions of the catalog, that of the library
 * included, and the owners that the entity names, as far as whoever runs the template may
 * read them.
 */
export async function besides(
  entity: Entity,
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<Entity[]> {
  const definitions = await catalog.getEntities(
    { filter: { kind: ['Kpi', 'KpiTree'] } },
    { credentials },
  );
  const entityRefs = ownerRefs(entity);
  const owners = entityRefs.length
    ? await catalog.getEntitiesByRefs({ entityRefs }, { credentials })
    : { items: [] };
  return [...definitions.items, ...owners.items.flatMap(owner => owner ?? [])];
}

function ownerRefs(entity: Entity): string[] {
  const annotations = Object.entries(entity.metadata.annotations ?? {});
  const owners = [
    ...ownersIn(entity.spec),
    ...annotations
      .filter(([key]) => key.startsWith(OWNER))
      .map(([, owner]) => owner),
  ];
  return [
    ...new Set(
      owners.flatMap(owner => [
        ...refOf(owner, 'default'),
        ...refOf(owner, entity.metadata.namespace ?? 'default'),
      ]),
    ),
  ];
}

/** Of the entity itself, and of the nodes of a tree or of its changes, at any depth. */
function ownersIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'owner' && typeof inner === 'string' ? [inner] : ownersIn(inner),
  );
}

/** What is no reference at all is said when the definition is checked. */
function refOf(owner: string, defaultNamespace: string): string[] {
  try {
    return [
      stringifyEntityRef(
        parseEntityRef(owner, { defaultKind: 'group', defaultNamespace }),
      ),
    ];
  } catch {
    return [];
  }
}

import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuestion } from './useQuestion';

/**
 * An entity of the catalog; nothing if it has none. Without a reference nothing is asked.
 */
export function useCatalogEntity(entityRef: string | undefined) {
  const catalogApi = useApi(catalogApiRef);
  return useQuestion<Entity | undefined>(
    entityRef ? [catalogApi, 'entity', entityRef] : null,
    async () => {
      // Of one that there is not this is no error in the browser's log
      const { items } = await catalogApi.getEntitiesByRefs({
        entityRefs: [entityRef!],
      });
      return items[0];
    },
  );
}

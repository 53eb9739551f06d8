import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuestion } from './useQuestion';

/** An entity of the catalog; without a reference nothing is asked. */
export function useCatalogEntity(entityRef: string | undefined) {
  const catalogApi = useApi(catalogApiRef);
  return useQuestion<Entity | undefined>(
    entityRef ? [catalogApi, 'entity', entityRef] : null,
    () => catalogApi.getEntityByRef(entityRef!),
  );
}

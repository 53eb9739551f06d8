import { ENTITY_STATUS_CATALOG_PROCESSING_TYPE } from '@backstage/catalog-client';
import { Entity } from '@backstage/catalog-model';
import { AlphaEntity, EntityStatusItem } from '@backstage/catalog-model/alpha';

/**
 * The entity with a status item a message, as the catalog itself writes them
 * for its own processing errors: Backstage shows these on the entity's page.
 *
 * Nothing accumulates, since the catalog starts each round of processing from
 * the entity as its source delivers it.
 */
export function withStatus(entity: AlphaEntity, messages: string[]): Entity {
  if (!messages.length) {
    return entity;
  }
  const items = messages.map(
    (message): EntityStatusItem => ({
      type: ENTITY_STATUS_CATALOG_PROCESSING_TYPE,
      level: 'error',
      message,
      error: { name: 'InputError', message },
    }),
  );
  const result: AlphaEntity = {
    ...entity,
    status: {
      ...entity.status,
      items: [...(entity.status?.items ?? []), ...items],
    },
  };
  return result;
}

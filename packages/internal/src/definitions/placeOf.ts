import {
  ANNOTATION_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/**
 * Where a problem of an entity is to be fixed.
 */
export function placeOf(entity: Entity): {
  entityRef: string;
  location?: string;
} {
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  return {
    entityRef: stringifyEntityRef(entity),
    ...(location ? { location } : {}),
  };
}

import { Entity } from '@backstage/catalog-model';
import { ANNOTATION_PREFIX } from './annotations';

/**
 * The entity with its `kpi-tree.io/*` annotations as text. The catalog rejects
 * a whole entity for `kpi-tree.io/target.incident-mttr: 4` without quotes, which
 * is how everyone writes a number, and for an annotation without a value.
 *
 * @public
 */
export function withTextAnnotations(entity: Entity): Entity {
  const annotations: unknown = entity.metadata.annotations;
  if (typeof annotations !== 'object' || annotations === null) {
    return entity;
  }
  const fixed = Object.entries(annotations).flatMap(([key, value]) =>
    key.startsWith(ANNOTATION_PREFIX) && typeof value !== 'string'
      ? [[key, toText(value)]]
      : [],
  );
  return fixed.length
    ? {
        ...entity,
        metadata: {
          ...entity.metadata,
          annotations: { ...annotations, ...Object.fromEntries(fixed) },
        },
      }
    : entity;
}

function toText(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  return Array.isArray(value) && value.every(item => typeof item === 'string')
    ? value.join(', ')
    : JSON.stringify(value);
}

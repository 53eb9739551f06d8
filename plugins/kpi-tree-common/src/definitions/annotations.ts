/** @public */
export const ANNOTATION_PREFIX = 'kpi-tree.io/';

/**
 * The annotation that names earlier references of an entity.
 *
 * @public
 */
export const FORMERLY_ANNOTATION: string = `${ANNOTATION_PREFIX}formerly`;

/**
 * The annotation that overrides something of one KPI.
 *
 * @public
 */
export function overrideAnnotation(
  what: 'target' | 'threshold' | 'owner' | 'source',
  kpi: string,
): string {
  return `${ANNOTATION_PREFIX}${what}.${kpi}`;
}

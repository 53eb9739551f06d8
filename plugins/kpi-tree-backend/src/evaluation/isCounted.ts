import { Definitions } from '../definitions/Definitions';

/**
 * Whether what is measured of an entity counts in the scopes to which it belongs or
 * belonged: where the KPI is in a tree of the entity. What has no tree any more, or
 * is gone from the catalog, counts in the past as it did.
 */
export function isCounted(
  definitions: Definitions,
  entityRef: string,
  kpi: string,
): boolean {
  return (
    definitions.attachedKpis(entityRef).has(kpi) ||
    !definitions.entities.get(entityRef)?.attachments.length
  );
}

import { ownerEntityRef } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';

/** The full reference of an owner if the catalog has it. */
export function ownerInCatalog(
  { entities }: Definitions,
  owner: string | null | undefined,
): string | null {
  const ref = owner ? ownerEntityRef(owner) : undefined;
  return ref !== undefined && entities.has(ref) ? ref : null;
}

import { ownerEntityRef } from '@internal/kpi-tree';
import { Definitions } from '../definitions/Definitions';

/**
 * The full reference of an owner if the catalog has it; whether the caller may read it as
 * well does not matter, as the definition says who it is.
 */
export function ownerInCatalog(
  { whole: { entities } }: Definitions,
  owner: string | null | undefined,
): string | null {
  const ref = owner ? ownerEntityRef(owner) : undefined;
  return ref !== undefined && entities.has(ref) ? ref : null;
}

import { ownerEntityRef } from '@internal/kpi-tree';
import { Definitions } from './Definitions';

/** Who owns a KPI of an entity or scope, as given to policies. */
export function ownersOf(
  definitions: Definitions,
  scope: string,
  kpi: string,
): string[] {
  const entity = definitions.entities.get(scope);
  const { owner } = definitions.effective(definitions.kpi(kpi), scope);
  return [
    ...new Set([
      ownerEntityRef(owner),
      ...(entity?.owner ? [entity.owner] : []),
      ...(entity?.kind === 'group' ? [scope] : []),
    ]),
  ];
}

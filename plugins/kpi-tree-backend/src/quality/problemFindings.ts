import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  Problem,
  QualityFinding,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { ownerInCatalog } from './owners';

/** Mistakes in definitions and annotations, as findings for their owners. */
export function problemFindings(
  definitions: Definitions,
  problems: Problem[],
): QualityFinding[] {
  const owners = definitionOwners(definitions);
  return problems.map(({ entityRef, field, message, location }) => {
    const entity = definitions.entities.get(entityRef);
    const isOwner = field === 'spec.owner' && /^kpi(tree)?:/.test(entityRef);
    return {
      kind: isOwner ? 'owner' : 'definition',
      owner: isOwner
        ? null
        : ownerInCatalog(definitions, owners.get(entityRef) ?? entity?.owner),
      entityRef,
      title: entity?.title ?? entityRef,
      messages: [message],
      field,
      ...(location ? { location } : {}),
    };
  });
}

/** Who owns the valid KPIs and trees, by reference. */
function definitionOwners({ kpis, trees }: Definitions): Map<string, string> {
  return new Map(
    [...kpis.values(), ...trees.values()].map(entity => [
      stringifyEntityRef(entity),
      entity.spec.owner,
    ]),
  );
}

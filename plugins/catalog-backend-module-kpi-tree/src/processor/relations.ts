import {
  CompoundEntityRef,
  DEFAULT_NAMESPACE,
  Entity,
  getCompoundEntityRef,
  makeValidator,
  parseEntityRef,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import { EntityRelationSpec } from '@backstage/plugin-catalog-node';
import { definitionKind } from './kinds';

const { isValidEntityName } = makeValidator();

/**
 * The relations of a definition: its owner, and the KPIs of a tree, so that the
 * catalog graph shows them. Read from the `spec` as it stands: a mistake in one
 * field does not cost the relations of another. Owners of inner nodes are none,
 * as they do not own the tree.
 */
export function findRelations(entity: Entity): EntityRelationSpec[] {
  const kind = definitionKind(entity);
  if (!kind) {
    return [];
  }
  const self = getCompoundEntityRef(entity);
  const owner = parseOwner(entity.spec?.owner, self.namespace);
  const kpis =
    kind === 'KpiTree' ? [...new Set(kpiNames(entity.spec?.root))] : [];
  return [
    ...(owner ? pair(self, RELATION_OWNED_BY, owner, RELATION_OWNER_OF) : []),
    ...kpis.flatMap(name =>
      pair(
        self,
        RELATION_HAS_PART,
        { kind: 'Kpi', namespace: DEFAULT_NAMESPACE, name },
        RELATION_PART_OF,
      ),
    ),
  ];
}

function pair(
  source: CompoundEntityRef,
  outgoing: string,
  target: CompoundEntityRef,
  incoming: string,
): EntityRelationSpec[] {
  return [
    { source, type: outgoing, target },
    { source: target, type: incoming, target: source },
  ];
}

function parseOwner(
  owner: unknown,
  defaultNamespace: string,
): CompoundEntityRef | undefined {
  if (typeof owner !== 'string') {
    return undefined;
  }
  try {
    const ref = parseEntityRef(owner, {
      defaultKind: 'Group',
      defaultNamespace,
    });
    return ['group', 'user'].includes(ref.kind.toLowerCase()) &&
      isValidEntityName(ref.name)
      ? ref
      : undefined;
  } catch {
    return undefined;
  }
}

/** The names of all KPIs below a node, whose shape nobody has checked. */
function kpiNames(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  if ('kpi' in node) {
    return isValidEntityName(node.kpi) ? [node.kpi as string] : [];
  }
  return 'children' in node && Array.isArray(node.children)
    ? node.children.flatMap(kpiNames)
    : [];
}

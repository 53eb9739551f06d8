import {
  CompoundEntityRef,
  DEFAULT_NAMESPACE,
  Entity,
  getCompoundEntityRef,
  makeValidator,
  parseEntityRef,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import { EntityRelationSpec } from '@backstage/plugin-catalog-node';
import {
  DefinitionKind,
  definitionKind,
  LIBRARY_NAMESPACE,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

const { isValidEntityName } = makeValidator();

/**
 * Names of definitions by kind.
 *
 * @public
 */
export type DefinitionNames = Record<DefinitionKind, ReadonlySet<string>>;

/**
 * The relations of a definition: its owner, the KPIs of a tree, and what it
 * extends, so that the catalog graph shows them. Read from the `spec` as it
 * stands: a mistake in one field does not cost the relations of another. Owners
 * of inner nodes are none, as they do not own the tree.
 *
 * A definition of the organisation that overrides one of the library depends on it.
 *
 * @param library - what the library has, if it is switched on
 * @param own - what of it the organisation has definitions of its own for
 */
export function findRelations(
  entity: Entity,
  library: DefinitionNames,
  own: DefinitionNames,
): EntityRelationSpec[] {
  const kind = definitionKind(entity);
  if (!kind) {
    return [];
  }
  const self = getCompoundEntityRef(entity);
  const owner = parseOwner(entity.spec?.owner, self.namespace);
  const find = (of: DefinitionKind, name: string): CompoundEntityRef => {
    // A definition that extends its own name extends the library's
    const itself = of === kind && name === self.name;
    return {
      kind: of,
      namespace:
        library[of].has(name) && (itself || !own[of].has(name))
          ? LIBRARY_NAMESPACE
          : DEFAULT_NAMESPACE,
      name,
    };
  };
  const base =
    self.namespace === LIBRARY_NAMESPACE
      ? undefined
      : baseName(entity, library[kind]);
  const kpis = kind === 'KpiTree' ? [...new Set(kpiNames(entity.spec))] : [];
  return [
    ...(owner ? pair(self, RELATION_OWNED_BY, owner, RELATION_OWNER_OF) : []),
    ...(base
      ? pair(
          self,
          RELATION_DEPENDS_ON,
          find(kind, base),
          RELATION_DEPENDENCY_OF,
        )
      : []),
    ...kpis.flatMap(name =>
      pair(self, RELATION_HAS_PART, find('Kpi', name), RELATION_PART_OF),
    ),
  ];
}

/** The names that the relations of a definition depend on, by kind. */
export function namedDefinitions(entity: Entity): DefinitionNames | undefined {
  const kind = definitionKind(entity);
  const base = entity.spec?.extends;
  const names = {
    Kpi: new Set(kind === 'KpiTree' ? kpiNames(entity.spec) : []),
    KpiTree: new Set<string>(),
  };
  if (kind && isValidEntityName(base)) {
    names[kind].add(base as string);
  }
  return names.Kpi.size + names.KpiTree.size ? names : undefined;
}

/** What a definition of the organisation extends, or overrides. */
function baseName(
  { metadata, spec }: Entity,
  inLibrary: ReadonlySet<string>,
): string | undefined {
  const base = spec?.extends;
  if (isValidEntityName(base)) {
    const itself = base === metadata.name && !inLibrary.has(metadata.name);
    return itself ? undefined : (base as string);
  }
  return inLibrary.has(metadata.name) ? metadata.name : undefined;
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

/** The names of all KPIs in the `spec` of a tree, whose shape nobody has checked. */
function kpiNames(spec: unknown): string[] {
  const { root, changes } = (spec ?? {}) as Record<string, unknown>;
  return [
    ...kpisBelow(root),
    ...list(changes).flatMap(change =>
      list((change as Record<string, unknown> | null)?.add).flatMap(kpisBelow),
    ),
  ];
}

function kpisBelow(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  if ('kpi' in node) {
    return isValidEntityName(node.kpi) ? [node.kpi as string] : [];
  }
  return 'children' in node ? list(node.children).flatMap(kpisBelow) : [];
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

import { isDeepStrictEqual } from 'node:util';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  definitionKind,
  KpiEntity,
  KpiTreeBranch,
  KpiTreeEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { buildDefinitions } from './buildDefinitions';
import { Definitions } from './Definitions';
import { DefinedEntity } from './DefinedEntity';
import { Differences } from './Differences';
import { settleFormerNames } from './formerNames';
import { pruneTree } from './pruneTree';
import { buildScopes } from './scopes';

/** Whether a caller may read an entity in the catalog, by reference. */
export type IsReadable = (entityRef: string) => boolean;

/** Callers see few different sets of definitions; of more the oldest goes. */
const LINKED_KEPT = 20;

/**
 * Makes the definitions as they are for a caller who may not read all of the catalog:
 * as if what they may not read did not exist.
 *
 * - A Kpi or KpiTree that may not be read is not there, nor what is made of it: what
 *   extends it, and formulas with such an operand. A tree is without the KPIs that are
 *   not there, whether they may not be read or never were.
 * - A name never means another definition than it means to the portal, by which its
 *   numbers were measured: where the company's may not be read, the library's of the
 *   same name is not shown in its place.
 * - Other entities are not there either, as members, owners and in messages. That an
 *   owner may not be read makes no definition wrong.
 */
export class VisibleDefinitions {
  /**
   * As old as the whole, by what is hidden: to link the definitions takes as long as to
   * read them, and most conditions hide the same ones.
   */
  private readonly linked = new WeakMap<
    Definitions,
    Map<string, Definitions>
  >();

  /** @param sources - the installed ones */
  constructor(private readonly sources: ReadonlyMap<string, KpiSource>) {}

  /** @returns the same object as `whole` where everything may be read */
  of(whole: Definitions, isReadable: IsReadable): Definitions {
    const linked = this.link(
      whole,
      whole.catalog.flatMap(entity => {
        const ref = stringifyEntityRef(entity);
        return definitionKind(entity) && !isReadable(ref) ? [ref] : [];
      }),
    );
    return withoutEntities(linked, isReadable);
  }

  /** The definitions without some, and what follows from that; kept. */
  private link(whole: Definitions, hidden: string[]): Definitions {
    const known = this.linked.get(whole) ?? new Map<string, Definitions>();
    this.linked.set(whole, known);
    const key = hidden.join('\n');
    let linked = known.get(key);
    if (!linked) {
      linked = linkWithout(whole, new Set(hidden), this.sources);
      const [oldest] = known.keys();
      if (known.size >= LINKED_KEPT) {
        known.delete(oldest);
      }
      known.set(key, linked);
    }
    return linked;
  }
}

/** What a definition is known by, whatever its namespace. */
function nameOf(entity: Entity): string {
  return `${definitionKind(entity)} ${entity.metadata.name}`;
}

function linkWithout(
  whole: Definitions,
  hidden: ReadonlySet<string>,
  sources: ReadonlyMap<string, KpiSource>,
): Definitions {
  const gone = new Set(
    definitionsOf(whole).flatMap(definition =>
      hidden.has(stringifyEntityRef(definition)) ? [nameOf(definition)] : [],
    ),
  );
  for (;;) {
    const catalog = whole.catalog.filter(
      entity =>
        !definitionKind(entity) ||
        (!hidden.has(stringifyEntityRef(entity)) && !gone.has(nameOf(entity))),
    );
    const built = pruned(buildDefinitions(catalog, sources, whole.parts));
    // What is made of something hidden is another definition, or none
    const others = definitionsOf(built).filter(
      definition => !isAsIn(whole, definition, built),
    );
    if (!others.length) {
      return whole.with({
        ...built.parts,
        targetHistory: whole.parts.targetHistory,
        changes: whole.parts.changes,
        exceptions: whole.parts.exceptions,
        restriction: { whole, differences: new Differences(whole, built) },
      });
    }
    others.forEach(definition => gone.add(nameOf(definition)));
  }
}

function definitionsOf({ kpis, trees }: Definitions) {
  return [...kpis.values(), ...trees.values()];
}

/** Whether a definition is the same in the whole, except for KPIs that are not there. */
function isAsIn(
  whole: Definitions,
  definition: KpiEntity | KpiTreeEntity,
  { kpis }: Definitions,
): boolean {
  const { name } = definition.metadata;
  const other =
    definitionKind(definition) === 'Kpi'
      ? whole.kpis.get(name)
      : whole.trees.get(name);
  const contentOf = ({ spec }: KpiEntity | KpiTreeEntity) =>
    'root' in spec
      ? { ...spec, root: pruneTree(spec.root, kpi => kpis.has(kpi)) }
      : spec;
  return (
    other !== undefined &&
    stringifyEntityRef(other) === stringifyEntityRef(definition) &&
    isDeepStrictEqual(contentOf(other), contentOf(definition))
  );
}

/** With trees that are without the KPIs that are not there. */
function pruned(built: Definitions): Definitions {
  const { kpis } = built;
  const known = new Map<KpiTreeBranch, KpiTreeBranch>();
  const prune = (root: KpiTreeBranch) => {
    let found = known.get(root);
    if (!found) {
      found = pruneTree(root, kpi => kpis.has(kpi));
      known.set(root, found);
    }
    return found;
  };
  const pruneEntity = (entity: DefinedEntity): DefinedEntity => {
    const attachments = entity.attachments.map(attachment => ({
      ...attachment,
      root: prune(attachment.root),
    }));
    return attachments.some(
      ({ root }, index) => root !== entity.attachments[index].root,
    )
      ? { ...entity, attachments }
      : entity;
  };
  return built.with({
    trees: new Map(
      [...built.trees].map(([name, tree]) => [
        name,
        { ...tree, spec: { ...tree.spec, root: prune(tree.spec.root) } },
      ]),
    ),
    entities: new Map(
      [...built.entities].map(([ref, entity]) => [ref, pruneEntity(entity)]),
    ),
  });
}

/** Without the entities that may not be read, and what belongs to scopes by them. */
function withoutEntities(
  linked: Definitions,
  isReadable: IsReadable,
): Definitions {
  const readable = [...linked.entities].filter(([ref]) => isReadable(ref));
  if (readable.length === linked.entities.size) {
    return linked;
  }
  const entities = new Map(readable);
  const catalog = linked.catalog.filter(entity =>
    entities.has(stringifyEntityRef(entity)),
  );
  return linked.with({
    catalog,
    entities,
    scopes: buildScopes(catalog, entities),
    sourceNames: new Map(
      [...linked.sourceNames].filter(([ref]) => entities.has(ref)),
    ),
    formerNames: settleFormerNames(linked.entities, linked.heldNames, entities),
    definitionProblems: linked.definitionProblems.filter(({ entityRef }) =>
      entities.has(entityRef),
    ),
  });
}

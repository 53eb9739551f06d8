import {
  KpiSource,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { DefinedEntity } from './DefinedEntity';
import { Definitions } from './Definitions';
import { SCOPE_KINDS } from './Scope';

/** Whether an entity has KPIs, or is a scope that may have measurements of its own. */
export function isMeasured({ attachments, kind, annotations }: DefinedEntity) {
  return (
    attachments.length > 0 ||
    SCOPE_KINDS.includes(kind) ||
    Object.keys(annotations.source).length > 0
  );
}

/** The references of the entities that may be measured. */
export function measuredRefs(definitions: Definitions): string[] {
  return [...definitions.entities.values()]
    .filter(isMeasured)
    .map(({ entityRef }) => entityRef);
}

/**
 * A KPI that is being written, an entity for which it is tried, and the keys that are
 * written there.
 */
export type Tried = {
  kpi: string;
  entityRef: string;
  keys: Record<string, string>;
};

export function claimingEntities(
  definitions: Definitions,
  source: KpiSource,
  tried?: Tried,
): SourceEntity[] {
  const wanted = source.annotations ?? [];
  const ofSource = (kpi: string) =>
    kpi === tried?.kpi ||
    definitions.kpis.get(kpi)?.spec.source?.id === source.id;
  const formerly = new Map<string, string[]>();
  for (const [from, to] of definitions.formerNames) {
    formerly.set(to, [...(formerly.get(to) ?? []), from]);
  }
  return [...definitions.entities.values()]
    .filter(one => isMeasured(one) || one.entityRef === tried?.entityRef)
    .map(({ entityRef, annotations, catalogAnnotations }) => {
      const keys =
        entityRef === tried?.entityRef ? tried.keys : annotations.source;
      return {
        entityRef,
        keys: Object.fromEntries(
          Object.entries(keys).filter(([kpi]) => ofSource(kpi)),
        ),
        ...(wanted.length
          ? { annotations: pick(catalogAnnotations, wanted) }
          : {}),
        ...(formerly.has(entityRef)
          ? { formerly: formerly.get(entityRef)! }
          : {}),
      };
    });
}

function pick(
  all: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(name =>
      Object.hasOwn(all, name) ? [[name, all[name]]] : [],
    ),
  );
}

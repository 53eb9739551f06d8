import { KpiTreeConfig } from '../config';
import {
  DefinedEntity,
  Definitions,
  SCOPE_KINDS,
} from '../definitions/Definitions';
import {
  KpiSource,
  SourceEntity,
  SourceKpi,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { createHash } from 'node:crypto';

/**
 * What a source is asked to collect, and hashes that change with it.
 */
export type Plan = {
  kpis: SourceKpi<unknown>[];
  entities: SourceEntity[];
  /** Of both, with a dot between them. */
  hash: string;
  kpisHash: string;
};

/** Whether an entity has KPIs, or is a scope that may have measurements of its own. */
function isMeasured({ attachments, kind, annotations }: DefinedEntity) {
  return (
    attachments.length > 0 ||
    SCOPE_KINDS.includes(kind) ||
    Object.keys(annotations.source).length > 0
  );
}

/**
 * The entities that may be measured, with the keys by which sources know them.
 *
 * @param also - an entity that is among them in any case
 * @param source - for which annotations are read
 */
export function measuredEntities(
  definitions: Definitions,
  { also, source }: { also?: string; source?: KpiSource } = {},
): SourceEntity[] {
  const wanted = source?.annotations ?? [];
  return [...definitions.entities.values()]
    .filter(entity => isMeasured(entity) || entity.entityRef === also)
    .map(({ entityRef, annotations, catalogAnnotations }) => ({
      entityRef,
      keys: annotations.source,
      ...(wanted.length
        ? { annotations: pick(catalogAnnotations, wanted) }
        : {}),
    }));
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

/**
 * Plans a collection: the KPIs that name the source and fit its settings, and
 * the entities with their keys. A KPI that does not fit is reported as a
 * problem of its definition, not here.
 */
export function planCollection(
  definitions: Definitions,
  source: KpiSource,
  config: KpiTreeConfig,
): Plan {
  const kpis = [...definitions.kpis.values()].flatMap(kpi => {
    const { id, ...given } = kpi.spec.source ?? {};
    const settings =
      id === source.id ? source.settings.safeParse(given) : undefined;
    return settings?.success
      ? [{ name: kpi.metadata.name, spec: kpi.spec, settings: settings.data }]
      : [];
  });
  const entities = measuredEntities(definitions, { source });
  const kpisHash = hashOf([
    config.timeZone,
    // What is measured, not who owns it or what it is judged by.
    kpis.map(({ name, spec, settings }) => [
      name,
      spec.grain,
      spec.period,
      spec.unit,
      spec.aggregate,
      settings,
    ]),
  ]);
  const entitiesHash = hashOf(
    entities
      .map(({ entityRef, keys, annotations }) => [entityRef, keys, annotations])
      .sort(),
  );
  return { kpis, entities, kpisHash, hash: `${kpisHash}.${entitiesHash}` };
}

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value))
    .digest('base64url')
    .slice(0, 24);
}

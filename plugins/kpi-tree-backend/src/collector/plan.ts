import {
  KpiSource,
  SourceEntity,
  SourceKpi,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { createHash } from 'node:crypto';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { settledNames } from '../definitions/settledNames';
import { sourceEntities } from '../definitions/sourceEntities';

/**
 * What a source is asked to collect, and hashes that change with it.
 */
export type Plan = {
  kpis: SourceKpi<unknown>[];
  entities: SourceEntity[];
  /**
   * Entities of which it cannot be said what the source has, as others claim a name of
   * theirs: it removes nothing of them.
   */
  disputed: ReadonlySet<string>;
  /** Of both, with a dot between them. */
  hash: string;
  kpisHash: string;
  /** Of each KPI, by name. */
  kpiHashes: ReadonlyMap<string, string>;
};

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
  const entities = sourceEntities(definitions, source);
  const measured = kpis.map(({ name, spec, settings }) => [
    name,
    // What is measured, not who owns it or what it is judged by.
    [spec.grain, spec.period, spec.unit, spec.aggregate, settings],
  ]) as [string, unknown[]][];
  const brokenDown = kpis.flatMap(({ name, spec }) =>
    spec.breakdowns
      ? [[name, spec.breakdowns.map(({ id, column }) => [id, column])]]
      : [],
  );
  const kpisHash = hashOf([
    config.timeZone,
    measured.map(([name, rest]) => [name, ...rest]),
    // Without any as before there were some
    ...(brokenDown.length ? [brokenDown] : []),
  ]);
  const entitiesHash = hashOf(
    entities
      .map(({ entityRef, keys, annotations, formerly }) => [
        entityRef,
        keys,
        annotations,
        // Whoever has none is known as before there were any
        ...(formerly ? [formerly] : []),
      ])
      .sort(),
  );
  return {
    kpis,
    entities,
    disputed: disputedRefs(definitions, source),
    kpisHash,
    hash: `${kpisHash}.${entitiesHash}`,
    kpiHashes: new Map(
      measured.map(([name, rest]) => [name, hashOf([config.timeZone, rest])]),
    ),
  };
}

function disputedRefs(
  definitions: Definitions,
  source: KpiSource,
): ReadonlySet<string> {
  const { problems } = settledNames(definitions, source);
  return new Set(
    problems.flatMap(({ entityRef, others }) =>
      others.length ? [entityRef] : [],
    ),
  );
}

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value))
    .digest('base64url')
    .slice(0, 24);
}

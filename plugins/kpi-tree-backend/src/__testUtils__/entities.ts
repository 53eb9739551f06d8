import { Entity } from '@backstage/catalog-model';

/** A valid `Kpi`; the spec given goes over a mean duration in hours by month. */
export function kpiEntity(
  name: string,
  spec: object = {},
  metadata: { namespace?: string; [key: string]: unknown } = {},
): Entity {
  return {
    apiVersion: 'kpi-tree.io/v1alpha1',
    kind: 'Kpi',
    metadata: {
      name,
      uid: `uid-of-kpi:${metadata.namespace ?? 'default'}/${name}`,
      title: `Title of ${name}`,
      description: name,
      ...metadata,
    },
    spec: {
      lifecycle: 'production',
      owner: 'group:default/owners',
      unit: 'h',
      direction: 'lower',
      grain: 'day',
      period: 'month',
      aggregate: { overTime: 'mean', overEntities: 'mean' },
      target: 4,
      threshold: 8,
      source: { id: 'test' },
      ...spec,
    },
  };
}

/** A valid `KpiTree` with a value stream for each list of KPIs. */
export function treeEntity(
  name: string,
  streams: Record<string, string[]>,
  spec: object = {},
): Entity {
  return {
    apiVersion: 'kpi-tree.io/v1alpha1',
    kind: 'KpiTree',
    metadata: { name, uid: `uid-of-kpitree:${name}` },
    spec: {
      lifecycle: 'production',
      owner: 'group:default/owners',
      root: {
        id: 'goal',
        kind: 'goal',
        title: 'Goal',
        children: Object.entries(streams).map(([id, kpis]) => ({
          id,
          kind: 'value-stream',
          title: id,
          children: kpis.map(kpi => ({ kpi })),
        })),
      },
      appliesTo: { kind: 'Component' },
      ...spec,
    },
  };
}

/** An entity of any kind with annotations below `kpi-tree.io/` and relations. */
export function entity(
  ref: string,
  options: {
    annotations?: Record<string, string>;
    relations?: Record<string, string>;
  } = {},
): Entity {
  const [kind, name] = ref.split(':');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-of-${ref.toLowerCase()}`,
      annotations: {
        'backstage.io/managed-by-location': `file:/catalog/${name}.yaml`,
        ...Object.fromEntries(
          Object.entries(options.annotations ?? {}).map(([key, value]) => [
            `kpi-tree.io/${key}`,
            value,
          ]),
        ),
      },
    },
    spec: { type: 'service' },
    relations: Object.entries(options.relations ?? {}).map(
      ([targetRef, type]) => ({ type, targetRef }),
    ),
  };
}

/** The owners that the other entities name. */
export const owners = entity('Group:owners');

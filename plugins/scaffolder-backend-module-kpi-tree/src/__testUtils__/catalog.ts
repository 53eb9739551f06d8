import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

const apiVersion = 'kpi-tree.io/v1alpha1';

/** The definitions and owners of a catalog: one KPI in one tree, of one team. */
export const entities: Entity[] = [
  {
    apiVersion,
    kind: 'Kpi',
    metadata: { name: 'mttr', title: 'Time to restore', description: 'x' },
    spec: {
      lifecycle: 'production',
      owner: 'owners',
      unit: 'h',
      direction: 'lower',
      grain: 'day',
      period: 'month',
      aggregate: { overTime: 'mean', overEntities: 'mean' },
    },
  },
  {
    apiVersion,
    kind: 'KpiTree',
    metadata: { name: 'work' },
    spec: {
      lifecycle: 'production',
      owner: 'owners',
      root: {
        id: 'goal',
        kind: 'goal',
        title: 'Goal',
        children: [
          {
            id: 'restore',
            kind: 'process',
            title: 'R',
            children: [{ kpi: 'mttr' }],
          },
        ],
      },
    },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'owners' },
    spec: { type: 'team', children: [] },
  },
];

/** The catalog of {@link entities}. */
export const catalog = catalogServiceMock({ entities });

import { Entity } from '@backstage/catalog-model';
import { catalogEntities } from './portal';

/** What is measured, by KPI: of rows, and as SQL. */
export const incidentKpis = {
  'kpi-0': {
    records: {
      time: 'opened',
      measure: 'mean',
      of: { duration: { from: 'opened', to: 'restored' } },
    },
    value: 'avg(extract(epoch from restored - opened)) / 3600',
  },
  'kpi-1': {
    records: { time: 'opened', measure: 'count' },
    value: 'count(*)',
  },
  'kpi-4': {
    records: {
      time: 'opened',
      measure: 'ratio',
      numerator: { where: { priority: '1' } },
    },
    value: 'avg((priority = 1)::int)',
  },
};

/** The catalog, with three KPIs that the source `benchmark` measures. */
export function measuredCatalog(
  services: number,
  settingsOf: (name: keyof typeof incidentKpis) => object = name =>
    incidentKpis[name].records,
): Entity[] {
  return catalogEntities(services).map(entity => {
    const name = entity.metadata.name as keyof typeof incidentKpis;
    return Object.hasOwn(incidentKpis, name)
      ? {
          ...entity,
          spec: {
            ...entity.spec,
            source: { id: 'benchmark', ...settingsOf(name) },
          },
        }
      : entity;
  });
}

import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  KpiDefinition,
  KpiEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** A Kpi as the API tells it. */
export function toKpi(kpi: KpiEntity): KpiDefinition {
  const { name, title, description, tags } = kpi.metadata;
  return {
    name,
    entityRef: stringifyEntityRef(kpi),
    title: title ?? name,
    description: description ?? '',
    tags: tags ?? [],
    spec: kpi.spec,
  };
}

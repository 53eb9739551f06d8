import { KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource, SourceKpi } from '@kpi-tree/backstage-plugin-kpi-tree-node';

/** The KPI as its source measures it; nothing if its settings do not fit. */
export function sourceKpi(
  source: KpiSource,
  { metadata, spec }: KpiEntity,
): SourceKpi<unknown> | undefined {
  const { id, ...given } = spec.source!;
  void id;
  const { data } = source.settings.safeParse(given);
  return data === undefined
    ? undefined
    : { name: metadata.name, spec, settings: data };
}

import { usePermission } from '@backstage/plugin-permission-react';
import {
  kpiTreeDefinitionTryPermission,
  kpiTreeRunReadPermission,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { PortalTab, portalTabs } from './tabs';
import { useMeasurementRights } from '../../queries/useMeasurementRights';

/** What of an address belongs to one tab only, when it shows another. */
export const leftTab: KpiTreeParams = {
  kpi: undefined,
  records: undefined,
  draft: undefined,
  view: undefined,
  node: undefined,
  group: undefined,
  sort: undefined,
  order: undefined,
  query: undefined,
  process: undefined,
  lifecycle: undefined,
  origin: undefined,
  action: undefined,
  review: undefined,
  show: undefined,
  effect: undefined,
};

/** Who asks for one of these and for no tab gets the tree. */
const treeParams = ['kpi', 'tree', 'scope', 'status', 'folded', 'why'] as const;

/**
 * The tabs that the user may see.
 *
 * @param ids - which, and in which order; all if not given
 */
export function usePortalTabs(ids?: string[]): {
  tabs: PortalTab[];
  /** It is not known yet whether there are more. */
  loading: boolean;
} {
  const sources = usePermission({ permission: kpiTreeRunReadPermission });
  const tries = usePermission({ permission: kpiTreeDefinitionTryPermission });
  const rights = useMeasurementRights();
  const mayImport = rights.value && rights.value.create !== 'none';
  const may = { sources: sources.allowed || mayImport, try: tries.allowed };
  const chosen = ids
    ? ids.flatMap(id => portalTabs.find(tab => tab.id === id) ?? [])
    : portalTabs;
  return {
    tabs: chosen.filter(({ needs }) => !needs || may[needs]),
    loading:
      sources.loading || tries.loading || (rights.loading && !rights.value),
  };
}

/**
 * The tab that an address means.
 *
 * @param defaultTab - the id of that which is shown where the address says nothing
 * @returns `undefined` if it is not known yet whether the user may see it.
 */
export function tabOf(
  params: KpiTreeParams,
  { tabs, loading }: ReturnType<typeof usePortalTabs>,
  defaultTab?: string,
): PortalTab | undefined {
  const known = tabs.find(tab => tab.id === params.tab);
  if (!known && loading && portalTabs.some(tab => tab.id === params.tab)) {
    return undefined;
  }
  const byId = (id?: string) => tabs.find(tab => tab.id === id);
  const tree = treeParams.some(name => params[name]) ? byId('tree') : undefined;
  return known ?? tree ?? byId(defaultTab) ?? tabs.at(0);
}

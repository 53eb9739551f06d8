import type { KpiTreeParams } from '../../parts/view/useKpiTreeParams';

/** What of an address belongs to the list of actions only. */
export const leftActions: KpiTreeParams = {
  show: undefined,
  effect: undefined,
  owner: undefined,
  node: undefined,
  group: undefined,
  action: undefined,
};

/** Whether a result of the search is a KPI or KPI tree of the collator `kpi-tree`. */
export const isKpiTreeResult = ({ type }: { type: string }) =>
  type === 'kpi-tree';

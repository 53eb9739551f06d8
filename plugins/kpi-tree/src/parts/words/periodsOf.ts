import {
  addPeriods,
  type KpiScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** So many periods can be chosen. */
const MOST = 36;

/**
 * The first days of the periods of a KPI about which something can be said: the judged
 * one first, then the one that runs, then those before, the newest first.
 */
export function periodsOf({
  period,
  periodType,
  provisional,
}: Pick<KpiScorecardNode, 'period' | 'periodType' | 'provisional'>): string[] {
  return [
    period,
    ...(provisional ? [provisional.period] : []),
    ...Array.from({ length: MOST - 1 }, (_, index) =>
      addPeriods(period, periodType, -1 - index),
    ),
  ];
}

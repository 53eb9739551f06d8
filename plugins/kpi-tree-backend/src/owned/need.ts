import { compareNeed, Need } from '@internal/kpi-tree';

/** How much somebody has to look at a KPI of an entity. */
export type PlacedNeed = Need & { entityRef: string; kpi: string };

/** The order of need; of equal ones that of the names. */
export function comparePlacedNeed(a: PlacedNeed, b: PlacedNeed): number {
  return (
    compareNeed(a, b) ||
    compare(a.entityRef, b.entityRef) ||
    compare(a.kpi, b.kpi)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

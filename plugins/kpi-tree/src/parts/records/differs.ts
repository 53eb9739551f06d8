import type { RecordPage } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** Sums of the same numbers in another order differ by less, as a share of them. */
const ROUNDING = 1e-6;

/**
 * Whether records come to another value than the one on the screen; nothing where their
 * sum does not tell, or where the reader may not see all of them.
 */
export function differs(
  { fold, records, value: sum, weight, partial }: RecordPage,
  value: number | null,
): { records: number; value: number } | undefined {
  if (value === null || partial || records === undefined) {
    return undefined;
  }
  const own = fold === 'sum' ? sum ?? 0 : meanOf(fold, sum, weight);
  const isOther =
    typeof own === 'number' &&
    Math.abs(own - value) > ROUNDING * Math.max(Math.abs(own), Math.abs(value));
  return isOther ? { records: own, value } : undefined;
}

function meanOf(
  fold: RecordPage['fold'],
  sum: number | null | undefined,
  weight: number | null | undefined,
): number | undefined {
  return fold === 'mean' && typeof sum === 'number' && weight
    ? sum / weight
    : undefined;
}

import { Stay } from '../store/MembershipStore';

/**
 * Makes one list of two of the same scope: stays that overlap, or follow each other
 * without a day between them, become one, so that nobody is a member twice. So do two
 * that begin on the same day, of which one ended on it for another scope.
 *
 * @returns in chronological order, none of which touches another
 */
export function mergeStays(stays: readonly Stay[]): Stay[] {
  const merged: Stay[] = [];
  for (const { from, to } of [...stays].sort((a, b) => a.from - b.from)) {
    const last = merged[merged.length - 1];
    if (!last || (last.to !== null && last.to < from && last.from !== from)) {
      merged.push({ from, to });
    } else if (last.to !== null && (to === null || last.to < to)) {
      last.to = to;
    }
  }
  return merged;
}

/** A stretch of days as epoch days, the last excluded; empty where both are the same. */
export type DayStretch = { from: number; until: number };

/** How many days two stretches have in common. */
export function daysInBoth(a: DayStretch, b: DayStretch): number {
  return Math.max(0, Math.min(a.until, b.until) - Math.max(a.from, b.from));
}

/**
 * Two stretches as one, where they have days in common or one follows the other.
 *
 * @returns `undefined` where there are days between them
 */
export function joinStretches(
  a: DayStretch,
  b: DayStretch,
): DayStretch | undefined {
  if (isEmpty(a) || isEmpty(b)) {
    return isEmpty(a) ? b : a;
  }
  return a.from <= b.until && b.from <= a.until
    ? { from: Math.min(a.from, b.from), until: Math.max(a.until, b.until) }
    : undefined;
}

function isEmpty({ from, until }: DayStretch): boolean {
  return from >= until;
}

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

/**
 * Stretches in order of time, none of which touches another.
 *
 * @param stretches - in any order
 */
export function uniteStretches(stretches: readonly DayStretch[]): DayStretch[] {
  const united: DayStretch[] = [];
  for (const stretch of stretches
    .filter(one => !isEmpty(one))
    .sort((a, b) => a.from - b.from)) {
    const last = united[united.length - 1];
    const joined = last && joinStretches(last, stretch);
    if (joined) {
      united[united.length - 1] = joined;
    } else {
      united.push(stretch);
    }
  }
  return united;
}

/** What is left of stretches without the days of another one. */
export function withoutStretch(
  stretches: readonly DayStretch[],
  { from, until }: DayStretch,
): DayStretch[] {
  return stretches.flatMap(stretch =>
    [
      { from: stretch.from, until: Math.min(stretch.until, from) },
      { from: Math.max(stretch.from, until), until: stretch.until },
    ].filter(part => !isEmpty(part)),
  );
}

/** Stretches as they stand in a column of text; `null` where there are none. */
export function writeStretches(
  stretches: readonly DayStretch[],
): string | null {
  return stretches.length
    ? JSON.stringify(stretches.map(({ from, until }) => [from, until]))
    : null;
}

/** The stretches that {@link writeStretches} wrote. */
export function readStretches(text: string | null): DayStretch[] {
  const pairs: [number, number][] = text === null ? [] : JSON.parse(text);
  return pairs.map(([from, until]) => ({ from, until }));
}

function isEmpty({ from, until }: DayStretch): boolean {
  return from >= until;
}

import type { ProcessPoint, Signal, SignalRule } from './types';

/** Patterns that come about by chance more often than this tell nothing. */
const CHANCE = 0.02;

/** Rules that count points far out, as if few of them were. */
const countingRules: SignalRule[] = [
  'shift',
  'two-of-three',
  'three-of-four',
  'four-of-five',
];

/**
 * The signals without those that the same points in another order would show as well.
 * The rules count as if as many values were above the mean as below, and few far from
 * it. Where a process is mostly at its best value, such as an availability of 100 %,
 * nearly all are on one side, and long runs and clusters there are the usual.
 *
 * The chance is that of the hypergeometric distribution, whatever the distribution of
 * the values: that of the points in random order, as many in the pattern's places lie
 * as far out as the pattern's points do.
 *
 * @param signals - those that reach the newest point
 * @param points - the part of the chart in which they are
 */
export function withoutChance(
  signals: Signal[],
  points: ProcessPoint[],
): Signal[] {
  return signals.filter(
    signal =>
      !countingRules.includes(signal.rule) ||
      chanceOf(signal, points) <= CHANCE,
  );
}

function chanceOf(
  { rule, side, from, to }: Signal,
  points: ProcessPoint[],
): number {
  const known = points.flatMap(({ period, rules, value, mean }) => {
    if (value === null || mean === null) {
      return [];
    }
    const isIn = period >= from && period <= to;
    return [
      {
        distance: side === 'above' ? value - mean : mean - value,
        isIn,
        isPart: isIn && rules.includes(rule),
      },
    ];
  });
  const pattern = known.filter(({ isPart }) => isPart);
  const nearest = Math.min(...pattern.map(({ distance }) => distance));
  return chanceOfSoMany(
    pattern.length,
    known.filter(({ isIn }) => isIn).length,
    known.filter(({ distance }) => distance >= nearest).length,
    known.length,
  );
}

/** That of the places, at least so many are among the marked of all. */
function chanceOfSoMany(
  many: number,
  places: number,
  marked: number,
  all: number,
): number {
  let ways = 0;
  for (let found = many; found <= Math.min(places, marked); found++) {
    ways += choose(marked, found) * choose(all - marked, places - found);
  }
  return ways / choose(all, places);
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) {
    ways *= (n - k + i) / i;
  }
  return ways;
}

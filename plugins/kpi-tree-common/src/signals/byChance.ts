import type { ProcessPoint, Signal } from './types';

/** Runs that come about by chance more often than this tell nothing. */
const CHANCE = 0.05;

/**
 * The signals without the shifts that the same points in another order would show as
 * well. A shift counts as if values were above and below the mean equally often. Where
 * a process is mostly at its best value, such as an availability of 100 %, nearly all
 * are on one side and long runs are the rule.
 *
 * With m of n points not on the side of a run of r, the chance that a random order ends
 * with such a run is C(n - r, m) / C(n, m), whatever the distribution of the values.
 *
 * @param signals - those that reach the newest point
 * @param points - the part of the chart in which they are
 */
export function withoutChanceRuns(
  signals: Signal[],
  points: ProcessPoint[],
): Signal[] {
  const known = points.filter(
    ({ value, mean }) => value !== null && mean !== null,
  );
  return signals.filter(({ rule, side, points: run }) => {
    if (rule !== 'shift') {
      return true;
    }
    const onSide = known.filter(({ value, mean }) =>
      side === 'above' ? value! > mean! : value! < mean!,
    ).length;
    return chanceOfRun(run, onSide, known.length) <= CHANCE;
  });
}

function chanceOfRun(run: number, onSide: number, all: number): number {
  let chance = 1;
  for (let point = 0; point < run; point++) {
    chance *= (onSide - point) / (all - point);
  }
  return chance;
}

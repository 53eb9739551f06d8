import type { SignalValue } from '../signals';
import { ranksOf, worthOf } from '../signals/ranks';
import { mean, median } from '../signals/statistics';
import { CHANCE, type Comparison } from './comparison';
import { chanceOfSoLittle, chanceOfSoMuch, shiftOf } from './rankSum';
import { steepestTrend } from './trendBefore';

/** A value, and the place of its period in the history. */
type Placed = { at: number; value: number };

/**
 * Compares values by their ranks, so that neither a single outlier nor skew has weight:
 * in random order of all of them, how often would those after be so high, or so low
 * together? Where neighbours are alike, values are worth as many independent ones as
 * `worthOf` says.
 *
 * What rose or fell before already has to differ from how it would have gone on, too:
 * from the steepest trend that the values before it allow.
 *
 * @param values - those of all periods without a gap
 * @param measure - by what they are compared, if not by themselves
 */
export function compareRanks(
  values: SignalValue[],
  before: SignalValue[],
  after: SignalValue[],
  measure: (value: number) => number = value => value,
): Comparison {
  const placesOf = (part: SignalValue[]): Placed[] =>
    part.flatMap(({ period, value }) =>
      value === null
        ? []
        : [{ at: values.findIndex(one => one.period === period), value }],
    );
  const [first, second] = [placesOf(before), placesOf(after)];
  const measured = (part: Placed[]) =>
    part.map(({ at, value }) => ({ at, value: measure(value) }));
  const moved = movedOf(measured(first), measured(second));
  const trend =
    moved.way && steepestTrend(measured(first), moved.way === 'up' ? 1 : -1);
  const isAsBefore =
    trend !== undefined &&
    movedOf(without(trend, measured(first)), without(trend, measured(second)))
      .way !== moved.way;
  const [old, young] = [first, second].map(part =>
    part.map(({ value }) => value),
  );
  return {
    method: 'ranks',
    before: median(old),
    after: median(young),
    difference: shiftOf(old, young, CHANCE ** (1 / moved.worth)),
    ...(moved.way && !isAsBefore ? { moved: moved.way } : {}),
    ...(isAsBefore ? { isAsBefore } : {}),
  };
}

function movedOf(
  before: Placed[],
  after: Placed[],
): { way?: 'up' | 'down'; worth: number } {
  const all = [...before, ...after].map(({ value }) => value);
  const ranks = ranksOf(all);
  const worth = worthOf(
    all,
    all.map((_, index) => index >= before.length),
  );
  const old = ranks.slice(0, before.length);
  const young = ranks.slice(before.length);
  const isUp = mean(young) > mean(old);
  const chance = isUp
    ? chanceOfSoMuch(old, young)
    : chanceOfSoLittle(old, young);
  if (chance ** worth > CHANCE) {
    return { worth };
  }
  return { way: isUp ? 'up' : 'down', worth };
}

function without(slope: number, part: Placed[]): Placed[] {
  return part.map(({ at, value }) => ({ at, value: value - slope * at }));
}
